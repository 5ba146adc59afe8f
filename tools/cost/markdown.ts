/** A column of a table: its head, and to which side its cells are set. */
export interface Column {
  readonly head: string;
  readonly align: 'left' | 'right';
}

/** A Markdown table in the form that the formatter gives it, which is also readable in a terminal. */
export function markdownTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const widths = columns.map(({ head }, index) =>
    Math.max(3, head.length, ...rows.map((row) => (row[index] ?? '').length)),
  );
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const pad = (text: string, index: number) =>
    columns[index]?.align === 'right' ? text.padStart(widths[index] ?? 0) : text.padEnd(widths[index] ?? 0);
  const rule = columns.map(({ align }, index) => {
    const dashes = '-'.repeat(widths[index] ?? 0);
    return align === 'right' ? `${dashes.slice(1)}:` : dashes;
  });
  return [
    line(columns.map(({ head }, index) => pad(head, index))),
    line(rule),
    ...rows.map((row) => line(row.map(pad))),
  ];
}
