import { alignColumns } from '../../bench/table';
import { describeMachine, type Machine } from '../../bench/machine';
import { describeVerdict, type JudgedVerdict, judged } from '../judged';
import { holds, type Verdict } from '../verdicts/verdict';
import {
  type AlarmRecord,
  type Evidence,
  type QuietHour,
  type Rung,
  type ScenarioRun,
  type Span,
} from './record';
import { type Means } from './scenario';

/** The drill of the alarms as `--json` prints it. */
export interface AlarmReport extends AlarmRecord {
  readonly ok: boolean;
  readonly date: string;
  readonly machine: Machine;
  readonly verdicts: readonly JudgedVerdict[];
}

/** Puts a report together; `date` is YYYY-MM-DD. */
export const toAlarmReport = (
  record: AlarmRecord,
  verdicts: readonly Verdict[],
  { date, machine }: Pick<AlarmReport, 'date' | 'machine'>,
): AlarmReport => ({ ok: verdicts.every(holds), date, machine, ...record, verdicts: verdicts.map(judged) });

/** How an alarm was made to ring, in a word or two. */
export const MEANS: Readonly<Record<Means, string>> = {
  fault: 'fault',
  cause: 'real cause',
  figures: 'figures',
};

/** The report as a person reads it, a line each. */
export function describeAlarmReport(report: AlarmReport): readonly string[] {
  const { ok, runs, quietHour, seed, machine, verdicts } = report;
  return [
    `alarms, seed ${seed}, ${describeMachine(machine)}`,
    ...(runs.length === 0 ? [] : ['', ...describeRuns(runs)]),
    ...(quietHour === null ? [] : ['', ...describeQuietHour(quietHour)]),
    '',
    ...verdicts.flatMap(describeVerdict),
    '',
    ok ? 'All is well.' : 'NOT all is well.',
  ];
}

function describeRuns(runs: readonly ScenarioRun[]): readonly string[] {
  const head = ['', 'rang', 'over', 'real', 'by', 'told', ''];
  const rows = runs.flatMap(({ scenario, rung }) =>
    rung.map((each) => [
      each.alarm,
      lengthOf(each.fired),
      lengthOf(each.cleared),
      realLengthOf(each),
      MEANS[scenario.means],
      toldOf(each),
      scenario.name,
    ]),
  );
  return alignColumns([head, ...rows]);
}

/** A scenario in one line, for whoever watches. */
export function summaryOf({ rung, strays, realMs }: ScenarioRun): string {
  const alarms = rung.map(
    (each) => `${each.alarm} ${lengthOf(each.fired)} (${toldOf(each)}), over ${lengthOf(each.cleared)}`,
  );
  const others =
    strays.length === 0
      ? []
      : [`and told somebody too: ${strays.map(({ alarm, region }) => `${alarm} in ${region}`).join(', ')}`];
  return `${seconds(realMs)}: ${[...alarms, ...others].join('; ')}`;
}

/** Whom an alarm told, or why it told nobody. */
export function toldOf({ suppressed, told, fired }: Rung): string {
  if (fired === null) return '–';
  if (suppressed) return told.length === 0 ? 'suppressed' : 'NOT suppressed';
  return told.length === 0 ? 'NOBODY' : channelsOf(told);
}

const channelsOf = (told: readonly string[]): string =>
  [...new Set(told.map((each) => each.split(' ')[0] ?? ''))].join(', ');

/** What was sent in the quiet hour. */
export function describeQuietHour(hour: QuietHour): readonly string[] {
  const orders = Object.entries(hour.orders)
    .toSorted(([left], [right]) => left.localeCompare(right))
    .map(([status, count]) => `${count} answered ${status}`);
  const placed = Object.values(hour.orders).reduce((sum, count) => sum + count, 0);
  return [
    `${Math.round(hour.minutes)} minutes of CloudWatch’s clock at ${hour.speed} times real time (${seconds(hour.realMs)}):`,
    `${hour.browsed} looks at products, ${hour.carts} carts, ${hour.priceChanges} price changes,`,
    `${placed} orders (${orders.join(', ')})`,
    `by the hour of the day: ${hour.byHour.join(' ')}`,
    ...eventsByRegion(hour.evidence),
  ];
}

/** A line for each Region: of how many events each objective's burn rates were shares. */
function eventsByRegion({ events }: Evidence): readonly string[] {
  return [...new Set(events.map(({ region }) => region))].map((of) => {
    const own = events.filter(({ region }) => region === of);
    return `judged in ${of}: ${own.map(countOf).join(', ')}`;
  });
}

const countOf = ({ objective, events, bad }: Evidence['events'][number]): string =>
  bad === 0 ? `${objective} ${events}` : `${objective} ${events} (${bad} bad)`;

/** A stretch of CloudWatch's clock, as `4 min`, `2.1 h` or `3 d`. */
export function lengthOf(span: Span | null): string {
  if (span === null) return 'never';
  const minutes = span.clockMs / 60_000;
  if (minutes < 120) return `${Math.ceil(minutes)} min`;
  return minutes < 2_880 ? `${(minutes / 60).toFixed(1)} h` : `${(minutes / 1_440).toFixed(1)} d`;
}

/** Real time until it rang and until it was over. */
export const realLengthOf = ({ fired, cleared }: Rung): string =>
  `${fired === null ? 'never' : seconds(fired.realMs)} / ${cleared === null ? 'never' : seconds(cleared.realMs)}`;

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
