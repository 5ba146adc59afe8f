import { type Machine } from './machine';
import { type BenchReport } from './report';
import { changeInPercent } from './statistics';
import { alignColumns } from './table';

/** A change that a reader should notice is marked; below that it may well be noise. */
const NOTABLE_PERCENT = 10;

type Table = BenchReport['tables'][number];

/** What a reader must know before comparing two reports: where the circumstances differ. */
export function describeDifferences(before: BenchReport, after: BenchReport): readonly string[] {
  const lines = [`Compared with the run of ${before.startedAt}:`];
  for (const name of ['cpu', 'cores', 'memoryGb', 'node', 'platform'] as const satisfies (keyof Machine)[])
    if (before.machine[name] !== after.machine[name])
      lines.push(`  another machine: ${name} was ${before.machine[name]}, now ${after.machine[name]}`);
  if (before.quick !== after.quick)
    lines.push(`  ${before.quick ? 'that run' : 'this run'} was a quick one, the other was not`);
  if (before.seed !== after.seed) lines.push(`  other seeds: ${before.seed}, now ${after.seed}`);
  return lines;
}

/**
 * Every figure's change in percent: `!` marks one for the worse of 10 % or more, `new` a figure that the
 * earlier run had not.
 */
export function describeComparison(before: BenchReport, after: BenchReport): readonly string[] {
  const tables = after.tables.flatMap((table) => {
    const earlier = before.tables.find(({ name }) => name === table.name);
    return ['', ...(earlier === undefined ? [`${table.title}: new`] : compareTable(earlier, table))];
  });
  return [...describeDifferences(before, after), ...tables];
}

function compareTable(before: Table, after: Table): readonly string[] {
  const lines = after.rows.map(({ name, values }) => [
    name,
    ...after.columns.map((column, index) =>
      changeOf(column, figure(before, name, column.name), values[index]),
    ),
  ]);
  const header = ['', ...after.columns.map(({ name }) => name)];
  return [after.title, ...alignColumns([header, ...lines]).map((line) => `  ${line}`)];
}

function figure({ rows, columns }: Table, row: string, column: string): number | null | undefined {
  const index = columns.findIndex(({ name }) => name === column);
  return rows.find(({ name }) => name === row)?.values[index];
}

function changeOf(
  { better }: Table['columns'][number],
  before: number | null | undefined,
  after: number | null | undefined,
): string {
  if (typeof after !== 'number') return '–';
  if (typeof before !== 'number') return 'new';
  if (before === after) return '=';
  const change = changeInPercent(before, after);
  if (change === null) return 'from 0';
  const grew = change > 0;
  const worse = better !== undefined && grew === (better === 'lower');
  const mark = worse && Math.abs(change) >= NOTABLE_PERCENT ? ' !' : '';
  return `${grew ? '+' : '−'}${Math.abs(change).toFixed(1)} %${mark}`;
}
