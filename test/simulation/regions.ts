/** The Regions of every world. */
export const REGIONS = ['us-east-1', 'us-west-2'] as const;

/** `isolated`: it runs, and no read or write there reaches a quorum. `down`: nothing there answers or runs. */
export type RegionStatus = 'up' | 'isolated' | 'down';

/** How the Regions of one run fare. */
export class RegionHealth {
  private readonly statuses = new Map<string, RegionStatus>();
  private readonly isolatedAt = new Map<string, number>();

  of(region: string): RegionStatus {
    return this.statuses.get(region) ?? 'up';
  }

  isDown(region: string): boolean {
    return this.of(region) === 'down';
  }

  /** Whether what needs a quorum fails there. */
  isIsolated(region: string): boolean {
    return this.of(region) === 'isolated';
  }

  /** Whether a request was under way already when its Region was cut off, so that it may have got through. */
  mayHaveGotThrough(region: string, since: number): boolean {
    return since <= (this.isolatedAt.get(region) ?? -Infinity);
  }

  /** `now` in ms since the epoch. */
  set(region: string, status: RegionStatus, now: number): void {
    this.statuses.set(region, status);
    if (status === 'isolated') this.isolatedAt.set(region, now);
  }
}
