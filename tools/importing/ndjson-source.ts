import { type TextLine } from '../files';
import { type LineReader } from './line-reader';
import { type SourceRow } from './row';

/** One JSON object a line. Empty lines are no rows. */
export async function* ndjsonRows(lines: LineReader): AsyncGenerator<SourceRow, void, undefined> {
  let row = 0;
  for (let line = await lines.take(); line !== undefined; line = await lines.take()) {
    if (line.text.trim() === '') continue;
    row += 1;
    yield toRow(row, line);
  }
}

function toRow(row: number, { number, text, bytesRead }: TextLine): SourceRow {
  const place = { row, line: number, bytesRead };
  const values = parseObject(text);
  if (values !== undefined) return { kind: 'raw', ...place, values };
  const found = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return { kind: 'broken', ...place, found, allowed: 'one JSON object on the line' };
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
