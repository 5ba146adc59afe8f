import { type AimResult } from './aims';
import { type BenchTable } from './section';

/** A figure as people read it: three digits that count, and whole numbers from 100 on. */
export function formatFigure(value: number | null): string {
  if (value === null) return '–';
  if (Number.isInteger(value)) return groupDigits(value);
  const size = Math.abs(value);
  if (size >= 100) return groupDigits(Math.round(value));
  return size >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** Thousands apart, as in 100,000. */
function groupDigits(value: number): string {
  return value.toLocaleString('en-GB');
}

/** Text in columns: the first to the left, the others to the right. */
export function alignColumns(lines: readonly (readonly string[])[]): readonly string[] {
  const count = Math.max(0, ...lines.map(({ length }) => length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  return lines.map((line) =>
    line
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}

/** A table for the terminal: title, column names, units, figures, notes. */
export function renderTable({ title, columns, rows, notes }: BenchTable): readonly string[] {
  const names = ['', ...columns.map(({ name }) => name)];
  const units = ['', ...columns.map(({ unit }) => unit)];
  const figures = rows.map(({ name, values }) => [name, ...values.map(formatFigure)]);
  return [
    title,
    ...alignColumns([names, units, ...figures]).map((line) => `  ${line}`),
    ...notes.map((note) => `  ${note}`),
  ];
}

/** The aims beside what was measured; nothing when none of their tables was. */
export function renderAims(aims: readonly AimResult[]): readonly string[] {
  if (aims.length === 0) return [];
  const verdict = ({ met }: AimResult) => (met === null ? 'not measured' : met ? 'met' : 'MISSED');
  const lines = aims.map((aim) => [aim.text, aim.bound, formatFigure(aim.measured), verdict(aim)]);
  return ['Aims, on 2 cores that do nothing else', ...alignColumns(lines).map((line) => `  ${line}`)];
}
