import { type Routing } from '../../../../lambdas/domain/routing/routing';
import { type HttpOutcome, type HttpRequest } from '../../../../tools/client/http';
import { type Reply } from '../../../../tools/ops/message-queue';
import { type RegionPorts, type SwitchItem, type SwitchTable } from '../../../../tools/ops/region/ports';

export const [EAST, WEST] = ['us-east-1', 'us-west-2'] as const;
const REGIONS: readonly string[] = [EAST, WEST];
const NEVER_SET: SwitchItem = { on: false, weight: 100, changedAt: null };

/** What happens at a time of the clock. */
interface Event {
  readonly at: number;
  readonly happen: () => void;
}

/** Two Regions with a replicated Shop table, probes that follow the switch after a while, and an edge. */
export class FakeRegions implements RegionPorts {
  /** Of the world; it moves while somebody sleeps. */
  now: () => Date = () => new Date(0);
  /** Everything that was asked or changed, in order. */
  readonly calls: string[] = [];
  /** Regions that do not answer at all. */
  readonly lost = new Set<string>();
  /** Regions whose tables do not answer their functions. */
  readonly unfit = new Set<string>();
  replicationMs = 300;
  /** How long probe and edge take; Infinity when they never follow. */
  routingMs = 7_000;
  storeArn: string | null = 'arn:aws:cloudfront::000000000000:key-value-store/fake';
  /** Status of the answers to warm-up calls; of the first call when a list. */
  warmUpStatus = 200;
  readonly routings = new Map<string, Routing>();
  private readonly tables = new Map(
    REGIONS.map((region) => [region, new Map<string, SwitchItem>()] as const),
  );
  private events: Event[] = [];

  /** The switch of a Region as a table holds it. */
  held(through: string, region: string): SwitchItem {
    this.settle();
    return this.tables.get(through)?.get(region) ?? NEVER_SET;
  }

  /** The switch as it stands everywhere. */
  set(
    region: string,
    value: Pick<SwitchItem, 'on' | 'weight'>,
    changedAt = '2025-12-31T00:00:00.000Z',
  ): void {
    for (const table of this.tables.values()) table.set(region, { ...value, changedAt });
    this.routings.set(region, { in: !value.on, weight: value.weight });
  }

  async send({ method, url }: HttpRequest): Promise<HttpOutcome> {
    this.settle();
    const region = REGIONS[Number(url.port) - 4001];
    if (region === undefined) return this.edge();
    this.calls.push(`${method} ${region}${url.pathname}`);
    if (this.lost.has(region))
      return { kind: 'unreachable', reason: 'timed_out', message: `${url.href}: no answer` };
    if (url.pathname === '/health/live') return answer(region, 200, { region, status: 'live' });
    if (url.pathname === '/health') return this.health(region);
    return answer(region, this.warmUpStatus, {});
  }

  async readSwitch({ through }: SwitchTable, region: string): Promise<Reply<SwitchItem>> {
    if (this.lost.has(through.region))
      return { kind: 'failed', message: `${through.region} does not answer` };
    return { kind: 'ok', value: this.held(through.region, region) };
  }

  async writeSwitch(
    { through, tableName }: SwitchTable,
    region: string,
    value: SwitchItem,
  ): Promise<Reply<void>> {
    this.calls.push(
      `switch ${region} ${value.on ? 'on' : 'off'} ${value.weight} through ${through.region}/${tableName}`,
    );
    if (this.lost.has(through.region))
      return { kind: 'failed', message: `${through.region} does not answer` };
    this.tables.get(through.region)?.set(region, value);
    for (const [other, table] of this.tables) {
      if (other !== through.region) this.later(this.replicationMs, () => void table.set(region, value));
    }
    this.later(this.routingMs, () => void this.routings.set(region, { in: !value.on, weight: value.weight }));
    return { kind: 'ok', value: undefined };
  }

  async readRouting(_store: unknown, region: string): Promise<Reply<Routing | undefined>> {
    this.settle();
    return { kind: 'ok', value: this.routings.get(region) };
  }

  async localStoreArn(): Promise<string | null> {
    return this.storeArn;
  }

  private health(region: string): HttpOutcome {
    const { on, weight } = this.held(region, region);
    const ledger = this.unfit.has(region) ? 'unavailable' : 'ok';
    const shop = on ? 'evacuated' : 'ok';
    const status = on ? 'evacuated' : ledger;
    return answer(region, status === 'ok' ? 200 : 503, { region, status, checks: { ledger, shop }, weight });
  }

  /** Every shopper of a round goes to another Region of those that are in. */
  private edge(): HttpOutcome {
    const inside = REGIONS.filter(
      (region) => this.routings.get(region)?.in !== false && !this.lost.has(region),
    );
    this.turn += 1;
    const region = inside[this.turn % inside.length];
    return region === undefined ? answer('edge', 502, {}) : answer(region, 200, {});
  }

  private turn = 0;

  private later(ms: number, happen: () => void): void {
    this.events.push({ at: this.now().getTime() + ms, happen });
  }

  private settle(): void {
    const now = this.now().getTime();
    const due = this.events.filter(({ at }) => at <= now).sort((one, other) => one.at - other.at);
    this.events = this.events.filter(({ at }) => at > now);
    due.forEach(({ happen }) => happen());
  }
}

function answer(region: string, status: number, body: unknown): HttpOutcome {
  return { kind: 'answered', status, headers: { 'x-region': region }, body: JSON.stringify(body) };
}
