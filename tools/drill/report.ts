import { alignColumns } from '../bench/table';
import { type MovedOn } from './drain';
import { describeVerdict, judged, type JudgedVerdict } from './judged';
import { type DrillRecord } from './record';
import { holds, type Verdict } from './verdicts/verdict';
import { ANSWER_KINDS, type AnswerKind, closedAt, figuresOf, openedAt, type WindowFigures } from './windows';

/** A drill in figures, as `--json` prints it. Times are in milliseconds unless named otherwise. */
export interface DrillReport {
  /** True when the exit code is 0. */
  readonly ok: boolean;
  readonly drill: 'payment-outage';
  readonly seed: number;
  readonly rate: number;
  readonly duplicateRate: number;
  readonly crashRate: number;
  readonly lostRegion: string | null;
  readonly phases: readonly WindowFigures[];
  /** By Region, since payments first failed and since they were back; null where it was not seen. */
  readonly circuits: Readonly<
    Record<string, { readonly openedAfter: number | null; readonly closedAfter: number | null }>
  >;
  readonly drain: DrainFigures;
  readonly verdicts: readonly JudgedVerdict[];
}

/** How long the backlog took. */
export interface DrainFigures {
  /** Orders answered with 202 in the whole drill. */
  readonly buffered: number;
  /** From the moment at which payments were back to nothing owed; null when something was left. */
  readonly afterHeal: number | null;
  /** From the last order's sending. */
  readonly afterTraffic: number | null;
  /** The same for what the standing Regions had in hand, before time was moved on; null if not within `limit`. */
  readonly ownAfterHeal: number | null;
  readonly movedOn: MovedOn | null;
  /** Longest wait in real time. */
  readonly limit: number;
}

/** Puts a report together. */
export function toReport(record: DrillRecord, verdicts: readonly Verdict[]): DrillReport {
  const { seed, rate, duplicateRate, crashRate, lostRegion } = record.plan;
  return {
    ok: verdicts.every(holds),
    drill: 'payment-outage',
    ...{ seed, rate, duplicateRate, crashRate, lostRegion },
    phases: figuresOf(record),
    circuits: Object.fromEntries(record.regions.map((region) => [region, circuitOf(record, region)])),
    drain: drainOf(record),
    verdicts: verdicts.map(judged),
  };
}

function circuitOf({ runs, samples }: DrillRecord, region: string) {
  const failed = runs.find(({ phase }) => phase.payments !== 'ok')?.from ?? 0;
  const healed = healedAt(runs);
  const [opened, closed] = [openedAt(samples, region, failed), closedAt(samples, region, healed)];
  return {
    openedAfter: opened === null ? null : opened - failed,
    closedAfter: closed === null ? null : closed - healed,
  };
}

const healedAt = (runs: DrillRecord['runs']): number => runs.at(-1)?.from ?? 0;

function drainOf({ drained, runs, visits, plan }: DrillRecord): DrainFigures {
  const since = (start: number, at = drained.at) => (at === null ? null : at - start);
  const { movedOn } = drained;
  return {
    buffered: visits.filter(({ kept }) => kept?.status === 202).length,
    afterHeal: since(healedAt(runs)),
    afterTraffic: since(Math.max(0, ...visits.map(({ sentAt }) => sentAt))),
    ownAfterHeal: movedOn === null ? null : since(healedAt(runs), movedOn.ownAt),
    movedOn,
    limit: plan.drainLimitMs,
  };
}

/** The report as a person reads it, a line each. */
export function describeReport(report: DrillReport): readonly string[] {
  return [
    headline(report),
    '',
    ...table(report.phases),
    '',
    ...Object.entries(report.circuits).map(([region, circuit]) => describeCircuit(region, circuit)),
    ...describeDrain(report),
    '',
    ...report.verdicts.flatMap(describeVerdict),
    '',
    report.ok ? 'All is well.' : 'NOT all is well: see above.',
  ];
}

function headline({ seed, rate, duplicateRate, crashRate, lostRegion }: DrillReport): string {
  const percent = (share: number) => `${Math.round(share * 1_000) / 10} %`;
  const hardships = [
    ...(lostRegion === null ? [] : [`${lostRegion} is lost`]),
    ...(duplicateRate === 0 ? [] : [`${percent(duplicateRate)} of messages come twice`]),
    ...(crashRate === 0 ? [] : [`${percent(crashRate)} of invocations crash`]),
  ];
  const with_ = hardships.length === 0 ? '' : `; ${hardships.join(', ')}`;
  return `payment-outage, ${rate} orders a second through all Regions in turn, seed ${seed}${with_}`;
}

function table(phases: readonly WindowFigures[]): readonly string[] {
  const kinds = ANSWER_KINDS.filter(
    (kind) => kind !== 'other' || phases.some(({ answers }) => answers.other > 0),
  );
  const header = ['', 'time', 'orders', ...kinds, 'p50', 'p99', 'longest', 'queue', 'most'];
  const units = ['', 's', 'sent', ...kinds.map(() => ''), 'ms', 'ms', 'ms', 'at end', 'in it'];
  return alignColumns([header, units, ...phases.map((phase) => rowOf(phase, kinds))]);
}

function rowOf(phase: WindowFigures, kinds: readonly AnswerKind[]): readonly string[] {
  const { name, from, to, sent, answers, p50, p99, max, queueAtEnd, queueMost } = phase;
  const counts = [sent, ...kinds.map((kind) => answers[kind])];
  const rest = [p50, p99, max, queueAtEnd, queueMost].map((value) =>
    Math.round(value).toLocaleString('en-GB'),
  );
  return [
    name,
    ((to - from) / 1_000).toFixed(1),
    ...counts.map((count) => (count === 0 ? '·' : `${count}`)),
    ...rest,
  ];
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

function describeCircuit(
  region: string,
  { openedAfter, closedAfter }: DrillReport['circuits'][string],
): string {
  const opened =
    openedAfter === null ? 'was not seen open' : `opened ${seconds(openedAfter)} after payments failed`;
  const closed =
    closedAfter === null ? 'not seen closed again' : `closed ${seconds(closedAfter)} after they were back`;
  return `circuit in ${region}: ${opened}, ${closed}`;
}

function describeDrain({ drain, lostRegion }: DrillReport): readonly string[] {
  const { buffered, movedOn, afterHeal, afterTraffic, ownAfterHeal, limit } = drain;
  const head = `drain: ${buffered} orders were put off; `;
  if (movedOn === null)
    return afterHeal === null || afterTraffic === null
      ? [`${head}something was still owed after ${seconds(limit)} of waiting`]
      : [`${head}nothing was owed ${since(afterHeal)}, ${seconds(afterTraffic)} after the last order`];
  const { waiting, rounds } = movedOn;
  const left = `${waiting === MOST_LISTED ? `${waiting} or more` : waiting} ${waiting === 1 ? 'order' : 'orders'}`;
  const own = 'those that workers had in hand had come to their end';
  return [
    ownAfterHeal === null
      ? `${head}not all of ${own} after ${seconds(limit)}`
      : `${head}${own} ${since(ownAfterHeal)};`,
    `       ${left} ${waitedFor(lostRegion)}: time was moved on`,
    `       (POST /_local/settle: ${rounds === null ? 'not done within a minute' : `${rounds} rounds`})`,
  ];
}

const since = (ms: number): string => `${seconds(ms)} after payments were back`;

const waitedFor = (lostRegion: string | null): string =>
  lostRegion === null
    ? 'of processes that were killed waited for a sweep, which comes in a minute or two'
    : `waited for the grace period, after which another Region takes up those of ${lostRegion}`;

/** GET /v1/admin/orders lists no more. */
const MOST_LISTED = 100;
