import { setTimeout as wait } from 'node:timers/promises';
import { type Closeable, type FaultSource, type RunningRegion } from '../types';
import { Settling, type OrdersOwed, type Settled } from './settle';
import { shareRuns } from './share-runs';
import { findWorkIndex, openWorkIndex, type WorkIndex } from './work-index';

/** Settles the running regions, through those that are up at that moment. */
export class Settler implements Closeable {
  private readonly indexes: ReadonlyMap<string, WorkIndex>;

  constructor(
    private readonly regions: readonly RunningRegion[],
    private readonly faults: FaultSource,
    /** Applies the replication that is due. */
    private readonly catchUp: () => Promise<void>,
  ) {
    const found = regions.flatMap(({ region, awsEndpoint, template }) => {
      const place = findWorkIndex(template);
      return place === undefined ? [] : [[region, openWorkIndex(region, awsEndpoint, place)] as const];
    });
    this.indexes = new Map(found);
  }

  /** Works until nothing is owed; a call that comes while one is under way shares its result. */
  readonly settle = shareRuns<Settled>(async () => {
    await this.catchUp();
    return new Settling({
      regions: () => this.healthy(),
      ordersOwed: () => this.ordersOwed(),
      hindrances: () => this.faults.current(),
      now: () => new Date(),
      delay: (milliseconds) => wait(milliseconds, undefined, { ref: false }),
    }).run();
  });

  close(): Promise<void> {
    for (const index of this.indexes.values()) index.close();
    return Promise.resolve();
  }

  /** An isolated region's functions run, but without a quorum it can finish nothing. */
  private healthy(): RunningRegion[] {
    const { regions } = this.faults.current();
    return this.regions.filter(({ region }) => (regions[region] ?? 'up') === 'up');
  }

  /** The Ledger is one table for all regions, so any healthy one can tell. */
  private async ordersOwed(): Promise<OrdersOwed> {
    const index = this.indexes.get(this.healthy()[0]?.region ?? '');
    return index === undefined ? { count: 0, dueAt: [] } : index.read();
  }
}
