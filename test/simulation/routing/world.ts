import { SeededRandom } from '../../../lambdas/adapters/memory/seeded-random';
import { StoreUnavailable } from '../../../lambdas/domain/errors';
import { Probe } from '../../../lambdas/domain/routing/probe';
import { type Routing, type RoutingStore } from '../../../lambdas/domain/routing/routing';
import { type Instance, SimulatedTime } from '../simulated-time';

export const REGIONS = ['east', 'west'] as const;

export type RegionName = (typeof REGIONS)[number];

/** A Region as it is: what happens to it, and what its operators want of it. */
export interface RegionState {
  /** `isolated`: its functions run, but nothing reads the Ledger strongly. `silent`: as down, without refusing calls. */
  power: 'up' | 'isolated' | 'down' | 'silent';
  evacuated: boolean;
  weight: number;
  /** Whether the other Region's calls get here. */
  reachable: boolean;
  /** How many of 10 looks its web ACL and throttles turn away. */
  turnsAway: number;
  /** Whether it reaches the routing store. */
  store: boolean;
}

const WELL: RegionState = {
  power: 'up',
  evacuated: false,
  weight: 100,
  reachable: true,
  turnsAway: 0,
  store: true,
};

/** A process of the probe function, and the probe that it keeps between its runs. */
interface Environment {
  readonly instance: Instance;
  readonly probe: Probe;
}

/** A write that reached the store. */
export interface Write {
  readonly at: number;
  readonly by: RegionName;
  readonly region: string;
  readonly routing: Routing;
}

const MINUTE_MS = 60_000;
/** As lambdas/probe-region: no look begins later in a run. */
const WATCH_MS = 55_000;
/** EventBridge starts a schedule within the minute that it names; seldom more than a few seconds late. */
const LATE_MS = 4_000;
/** A call that nobody answers; health-lookout.ts gives up then. */
const TIME_OUT_MS = 2_000;

export const otherThan = (region: RegionName): RegionName => (region === 'east' ? 'west' : 'east');

/** Two Regions with a probe each, the store that both write to, and the time. */
export class RoutingWorld {
  readonly random: SeededRandom;
  readonly time: SimulatedTime;
  readonly regions: Readonly<Record<RegionName, RegionState>> = { east: { ...WELL }, west: { ...WELL } };
  readonly stored = new Map<string, Routing>();
  readonly writes: Write[] = [];
  reads = 0;
  readonly trace: string[] = [];
  readonly surprises: unknown[] = [];
  private readonly environments = new Map<RegionName, Environment>();
  private made = 0;

  constructor(seed: number) {
    this.random = new SeededRandom(seed);
    this.time = new SimulatedTime(this.random);
    for (const region of REGIONS) void this.schedule(region);
  }

  between(least: number, most: number): number {
    return least + Math.floor(this.random.next() * (most - least + 1));
  }

  note(line: string): void {
    this.trace.push(`${((this.time.now - Date.UTC(2026, 0, 1)) / 1_000).toFixed(1)} s: ${line}`);
  }

  /** Changes what happens to a Region; one that goes down takes its processes with it. */
  become(region: RegionName, changes: Partial<RegionState>): void {
    Object.assign(this.regions[region], changes);
    this.note(`${region} is ${JSON.stringify(this.regions[region])}`);
    if (!this.runs(region)) this.crash(region);
  }

  /** Ends the process of a probe between any two of its calls. */
  crash(region: RegionName): void {
    const environment = this.environments.get(region);
    if (environment === undefined) return;
    this.time.crash(environment.instance);
    this.environments.delete(region);
  }

  /** What shoppers find: a Region takes orders and its operators want it to. */
  serves(region: RegionName): boolean {
    const { power, evacuated } = this.regions[region];
    return power === 'up' && !evacuated;
  }

  /** Whether requests that get there are answered at all. */
  answers(region: RegionName): boolean {
    return this.regions[region].power === 'up';
  }

  private runs(region: RegionName): boolean {
    return ['up', 'isolated'].includes(this.regions[region].power);
  }

  private async schedule(region: RegionName): Promise<void> {
    const clockwork: Instance = { name: `schedule of ${region}`, alive: true };
    for (let minute = this.time.now + this.between(0, MINUTE_MS); ; minute += MINUTE_MS) {
      const late = this.between(0, LATE_MS);
      await this.time.sleep(clockwork, Math.max(0, minute + late - this.time.now));
      if (this.runs(region)) this.run(region);
    }
  }

  private run(region: RegionName): void {
    const environment = this.environments.get(region) ?? this.start(region);
    environment.probe.watch(WATCH_MS).catch((error: unknown) => void this.surprises.push(error));
  }

  private start(region: RegionName): Environment {
    this.made += 1;
    const instance = { name: `${region}-${this.made}`, alive: true };
    const other = otherThan(region);
    const sleep = (ms: number) => this.time.sleep(instance, ms);
    const probe = new Probe({
      own: region,

      other,
      lookout: { look: () => this.look(other, sleep) },
      ownHealth: async () => {
        await sleep(this.between(1, 40));
        return this.regions[region].power === 'up';
      },
      store: this.storeOf(region, sleep),
      clock: { now: () => this.time.now, sleep },
      tell: (news) => {
        if (news.kind !== 'look_failed') this.note(`${instance.name}: ${JSON.stringify(news)}`);
      },
    });
    const environment = { instance, probe };
    this.environments.set(region, environment);
    return environment;
  }

  /** Web ACL and throttle stand before whatever else may be wrong, as long as there is a Region at all. */
  private async look(target: RegionName, sleep: (ms: number) => Promise<void>) {
    const { power, reachable, turnsAway } = this.regions[target];
    const silent = power === 'silent' || !reachable;
    await sleep(silent ? TIME_OUT_MS : this.between(5, 200));
    const isTurnedAway = turnsAway > 0 && this.between(1, 10) <= turnsAway;
    if (isTurnedAway && !silent && power !== 'down') return { kind: 'unclear' as const, why: '429' };
    const { evacuated, weight } = this.regions[target];
    if (silent || power !== 'up') return { kind: 'failed' as const, why: silent ? 'no answer' : power };
    return evacuated ? { kind: 'failed' as const, why: 'evacuated' } : { kind: 'good' as const, weight };
  }

  private storeOf(by: RegionName, sleep: (ms: number) => Promise<void>): RoutingStore {
    const call = async <T>(act: () => T): Promise<T> => {
      await sleep(this.between(10, 300));
      if (!this.regions[by].store) throw new StoreUnavailable('unreachable', 'not_applied');
      const result = act();
      await sleep(this.between(10, 300));
      return result;
    };
    return {
      read: (region) =>
        call(() => {
          this.reads += 1;
          return this.stored.get(region);
        }),
      write: (region, routing) =>
        call(() => {
          this.stored.set(region, routing);
          this.writes.push({ at: this.time.now, by, region, routing });
        }),
    };
  }
}
