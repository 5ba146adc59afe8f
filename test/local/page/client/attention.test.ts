import { HEALTHY } from '../../../../local/control/faults';
import { noticesOf } from '../../../../local/page/client/attention';
import { type AlarmRow, type OrderView, type Overview, type RegionView } from '../../../../local/page/shape';

const REGION: RegionView = {
  region: 'us-east-1',
  apiUrl: '',
  awsEndpoint: '',
  fault: 'up',
  health: { at: '', httpStatus: 200, status: 'ok', checks: {}, weight: 100 },
  routing: { in: true, weight: 100 },
  circuit: null,
  functions: [],
  queues: [{ name: 'holdfast-orders', visible: 50, inFlight: 1, delayed: 0, deadLetters: false }],
};

const AT = '2026-01-01T12:00:00.000Z';

const overview = (changes: Partial<Overview> = {}): Overview => ({
  at: AT,
  edgeUrl: '',
  regions: [REGION],
  orders: { complete: true, count: 0, byStatus: {}, newest: [], owed: { count: 0, overdue: 0, next: [] } },
  stock: { complete: true, skus: 0, soldOut: 0, coupons: { issued: 0, used: 0 }, rows: [] },
  mails: { count: 0, byTemplate: {}, newest: [] },
  charges: { count: 0, refunded: 0, taken: {} },
  replication: { backlog: 0 },
  alarms: {},
  watch: { now: AT, speed: 1, count: 0, ringing: [], quiet: [] },
  faults: HEALTHY,
  crashes: { count: 0, newest: [] },
  traffic: { until: 0, places: {} },
  ...changes,
});

const inRegion = (changes: Partial<RegionView>) => overview({ regions: [{ ...REGION, ...changes }] });
const textsOf = (of: Overview) => noticesOf(of).map(({ level, text }) => `${level}: ${text}`);

it('has nothing to say while all is well, be the shop ever so busy', () => {
  expect(textsOf(overview())).toEqual([]);
  expect(textsOf(inRegion({ health: null, routing: null }))).toEqual([]);
});

it('points at dead letters', () => {
  const queues = [{ name: 'holdfast-orders-dlq', visible: 1, inFlight: 0, delayed: 0, deadLetters: true }];
  expect(textsOf(inRegion({ queues }))).toEqual(['bad: us-east-1: 1 dead letter in orders-dlq']);
});

it('points at a Region that is not well, or that the edge leaves out', () => {
  const health = { at: '', httpStatus: 503, status: 'evacuated', checks: {}, weight: 0 };
  expect(textsOf(inRegion({ routing: { in: false, weight: 100 }, health }))).toEqual([
    'bad: us-east-1: health is evacuated',
    'warning: us-east-1: the edge sends it no traffic',
  ]);
  expect(textsOf(inRegion({ routing: { in: true, weight: 25 } }))).toEqual([
    'warning: us-east-1: the edge sends it traffic with weight 25',
  ]);
});

it('points at a circuit that is not closed', () => {
  const circuit = { state: 'half_open', since: AT, trips: 1, probeAt: null };
  expect(textsOf(inRegion({ circuit }))).toEqual([
    'warning: us-east-1: payments wait, the circuit is half open',
  ]);
});

it('points at orders that nobody works on, not at those that wait for their turn', () => {
  const due = (dueAt: string) =>
    overview({
      orders: {
        ...overview().orders,
        owed: { count: 1, overdue: 1, next: [{ dueAt } as OrderView] },
      },
    });
  expect(textsOf(due('2026-01-01T11:59:00.000Z'))).toEqual([]);
  expect(textsOf(due('2026-01-01T11:55:30.000Z'))).toEqual([
    'warning: Orders: the next step of one is 4 minutes late',
  ]);
});

const ringing = (...alarms: Partial<AlarmRow>[]) => ({
  watch: {
    ...overview().watch,
    ringing: alarms.map((alarm): AlarmRow => ({
      region: 'us-east-1',
      name: 'holdfast-errors-high',
      state: 'ALARM',
      since: AT,
      severity: 'page',
      description: '',
      runbook: null,
      notEvaluated: null,
      suppressedBy: null,
      ...alarm,
    })),
  },
});

it('points at alarms that tell somebody; not at parts of others, nor at those that a cause keeps quiet', () => {
  const alarms = ringing(
    {},
    { severity: 'ticket', name: 'holdfast-api-slow', region: 'us-west-2' },
    { severity: 'part' },
    { suppressedBy: 'holdfast-payments-down' },
  );
  expect(textsOf(overview(alarms))).toEqual([
    'bad: us-east-1: alarm errors-high',
    'warning: us-west-2: alarm api-slow',
  ]);
});

it('puts what is bad first', () => {
  const mixed = overview({ replication: { backlog: 1 }, ...ringing({}) });
  expect(textsOf(mixed)).toEqual([
    'bad: us-east-1: alarm errors-high',
    'warning: Replication: 1 write on the way to the other Region',
  ]);
});
