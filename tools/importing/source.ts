import { csvRows, parseHeader } from './csv-source';
import { createLineReader, type LineReader } from './line-reader';
import { ndjsonRows } from './ndjson-source';
import { type SourceRow, type StockChoice } from './row';
import { REQUIRED_COLUMNS } from './validate';

/** The rows of a catalogue file as a stream, or why the file as a whole is none. */
export type Source =
  | { readonly kind: 'rows'; readonly rows: AsyncGenerator<SourceRow, void, undefined> }
  | { readonly kind: 'unusable'; readonly message: string };

/** Opens a catalogue file. NDJSON begins with a brace, a CSV header that names our columns does not. */
export async function openSource(path: string, stock: StockChoice): Promise<Source> {
  const lines = createLineReader(path);
  const first = await lines.take();
  if (first === undefined) return { kind: 'unusable', message: `${path} is empty` };
  if (first.text.trimStart().startsWith('{')) {
    lines.putBack([first]);
    return { kind: 'rows', rows: closing(lines, ndjsonRows(lines)) };
  }
  const columns = parseHeader(first);
  const wrong = wrongHeader(columns, stock);
  if (wrong === undefined) return { kind: 'rows', rows: closing(lines, csvRows(lines, columns)) };
  await lines.close();
  return { kind: 'unusable', message: `${path}: ${wrong}; found: ${columns.join(', ') || 'a blank line'}` };
}

function wrongHeader(columns: readonly string[], stock: StockChoice): string | undefined {
  const needed = [...REQUIRED_COLUMNS, ...(stock.kind === 'column' ? [stock.name] : [])];
  const missing = needed.filter((name) => !columns.includes(name));
  if (missing.length > 0)
    return `the header lacks the column${missing.length > 1 ? 's' : ''} ${missing.join(', ')}`;
  const twice = needed.find((name) => columns.filter((column) => column === name).length > 1);
  return twice === undefined ? undefined : `the header names the column ${twice} twice`;
}

async function* closing<T>(lines: LineReader, rows: AsyncGenerator<T>): AsyncGenerator<T, void, undefined> {
  try {
    yield* rows;
  } finally {
    await lines.close();
  }
}
