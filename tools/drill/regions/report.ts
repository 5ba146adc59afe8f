import { alignColumns } from '../../bench/table';
import { describeVerdict, type JudgedVerdict, judged } from '../judged';
import { holds, type Verdict } from '../verdicts/verdict';
import { type Step, stepsOf } from '../verdicts/shares';
import { figuresByRegion, type RegionFigures, STATUS_KINDS } from './figures';
import { type RegionDrill } from './plan';
import { type RegionRecord, soldOutOf, visitsOf } from './record';
import { type FailuresSeen, failuresOf, type Routing, routingOf } from './routing';
import { type CartFate } from './trip';

/** A drill of a Region in figures, as `--json` prints it. Times are in milliseconds. */
export interface RegionReport extends Routing {
  /** True when every promise was kept. */
  readonly ok: boolean;
  readonly drill: RegionDrill;
  readonly region: string;
  readonly shoppers: number;
  readonly seed: number;
  readonly lagMs: number;
  readonly phases: readonly RegionFigures[];
  readonly failures: FailuresSeen;
  readonly orders: OrderFigures;
  /** Looks at carts, by what was found. */
  readonly carts: Readonly<Record<CartFate, number>>;
  /** Steps of a return by weight; none where there was one step only. */
  readonly steps: readonly Step[];
  readonly verdicts: readonly JudgedVerdict[];
}

/** What became of checkouts. */
export interface OrderFigures {
  readonly acknowledged: number;
  readonly soldOut: number;
  /** Answered after more than one attempt. */
  readonly repeated: number;
  /** Under way when the Region was gone. */
  readonly caught: number;
  /** Accepted by the Region and unfinished when it was gone; the other one finished them. */
  readonly leftBehind: number;
  /** Units sold of all products, and of those that ran out. */
  readonly sold: number;
  readonly soldToTheLast: number;
}

/** Puts a report together. */
export function toRegionReport(record: RegionRecord, verdicts: readonly Verdict[]): RegionReport {
  const { drill, region, shoppers, seed, lagMs } = record.plan;
  return {
    ok: verdicts.every(holds),
    ...{ drill, region, shoppers, seed, lagMs },
    phases: figuresByRegion(record),
    failures: failuresOf(record),
    ...routingOf(record),
    orders: ordersOf(record),
    carts: cartsOf(record),
    steps: stepsOf(record),
    verdicts: verdicts.map(judged),
  };
}

function ordersOf({ trips, stock, checkoutsCaught, leftBehind }: RegionRecord): OrderFigures {
  const visits = visitsOf(trips);
  const sum = (of: (each: (typeof stock)[number]) => number) =>
    stock.reduce((units, each) => units + of(each), 0);
  return {
    acknowledged: visits.filter(({ kept }) => kept !== null).length,
    soldOut: soldOutOf(trips).length,
    repeated: visits.filter(({ answers }) => answers.length > 1).length,
    caught: checkoutsCaught,
    leftBehind: leftBehind.length,
    sold: sum(({ sold }) => sold),
    soldToTheLast: sum(({ available, sold }) => (available === 0 ? sold : 0)),
  };
}

function cartsOf({ trips }: RegionRecord): Readonly<Record<CartFate, number>> {
  const fates = trips.flatMap(({ carts }) => carts);
  const count = (fate: CartFate) => fates.filter((each) => each === fate).length;
  return {
    kept: count('kept'),
    survived: count('survived'),
    repeated: count('repeated'),
    lost: count('lost'),
  };
}

/** The report as a person reads it, a line each. */
export function describeRegionReport(report: RegionReport): readonly string[] {
  const { drill, region, shoppers, seed, lagMs, ok } = report;
  return [
    `${drill} of ${region}, ${shoppers} shoppers through the edge, replication lag ${lagMs} ms, seed ${seed}`,
    '',
    ...table(report.phases),
    '',
    ...describeFailures(report),
    ...describeRouting(report),
    ...describeOrders(report),
    '',
    ...report.verdicts.flatMap(describeVerdict),
    '',
    ok ? 'All is well.' : 'NOT all is well: see above.',
  ];
}

/** One run among several, in a line. */
export function summarize(report: RegionReport): string {
  const { ok, failures, orders, aloneAfter, bothAfter, region } = report;
  const parts = [
    `${orders.acknowledged} orders`,
    failures.count === 0
      ? 'no request failed'
      : `${failures.count} requests failed, the last ${seconds(failures.last)} after ${region} was gone`,
    `the other Region alone after ${seconds(aloneAfter)}`,
    `both again after ${seconds(bothAfter)}`,
    `${orders.leftBehind} orders taken over`,
  ];
  return `${ok ? 'ok' : 'NOT ok'}: ${parts.join(', ')}`;
}

function table(phases: readonly RegionFigures[]): readonly string[] {
  const kinds = STATUS_KINDS.filter((kind) => phases.some(({ statuses }) => statuses[kind] > 0));
  const header = ['', 'answered by', 'time', 'requests', 'orders', ...kinds, 'failed', 'p50', 'p99'];
  const units = ['', '', 's', ...Array<string>(3 + kinds.length).fill(''), 'ms', 'ms'];
  const rows = phases.map((line, index) => {
    const { phase, answeredBy, milliseconds, requests, orders, statuses, failed, p50, p99 } = line;
    const first = phases[index - 1]?.phase !== phase;
    const counts = [requests, orders, ...kinds.map((kind) => statuses[kind]), failed];
    return [
      first ? phase : '',
      answeredBy,
      first ? (milliseconds / 1_000).toFixed(1) : '',
      ...counts.map((count) => (count === 0 ? '·' : `${count}`)),
      ...[p50, p99].map((ms) => Math.round(ms).toLocaleString('en-GB')),
    ];
  });
  return alignColumns([header, units, ...rows]);
}

const seconds = (ms: number | null): string => (ms === null ? '(never)' : `${(ms / 1_000).toFixed(1)} s`);

function describeFailures({
  failures: { count, first, last, span },
  region,
}: RegionReport): readonly string[] {
  if (count === 0) return ['failures that shoppers saw: none'];
  return [
    `failures that shoppers saw: ${count}, the first ${seconds(first)} and the last ${seconds(last)} after ${region} was gone, ${seconds(span)} between`,
  ];
}

function describeRouting({ aloneAfter, bothAfter, region, steps, drill }: RegionReport): readonly string[] {
  const gone = drill === 'evacuate' ? 'the operator was told so' : `${region} was gone`;
  const shares = steps.map(
    ({ weight, shoppers, of, requests }) =>
      `         weight ${weight}: ${shoppers} of ${of} shoppers, ${Math.round(requests * 100)} % of the requests`,
  );
  return [
    `routing: every answer came from the other Region ${seconds(aloneAfter)} after ${gone},`,
    `         and ${region} answered again ${seconds(bothAfter)} after its return`,
    ...shares,
  ];
}

function describeOrders({ orders, carts, region }: RegionReport): readonly string[] {
  const { acknowledged, soldOut, repeated, caught, leftBehind, sold, soldToTheLast } = orders;
  return [
    `orders: ${acknowledged} acknowledged (${repeated} after several attempts), ${soldOut} came too late for the last units;`,
    `        ${sold} units were sold, ${soldToTheLast} of them of products that ran out; ${caught} checkouts were under way when ${region} was gone`,
    `        ${leftBehind} orders that ${region} had accepted came to their end through the other Region`,
    `carts: ${carts.survived} were shown by another Region than had filled them, ${carts.repeated} had to be filled again there, ${carts.lost} were lost`,
  ];
}
