import { CsvError, parse } from 'csv-parse/sync';
import { type TextLine } from '../files';
import { type LineReader } from './line-reader';
import { type SourceRow } from './row';

/**
 * A quoted value may go on over lines, but a quote that is never closed must not swallow the rest of the
 * file: after this many lines the row is broken, and the next row is the next line.
 */
const MAX_LINES_PER_RECORD = 10;

/** Lines of text as CSV (RFC 4180): the fields of one record, or why it is none. */
type ParsedRecord =
  | { readonly kind: 'record'; readonly fields: readonly string[] }
  | { readonly kind: 'open_quote' }
  | { readonly kind: 'broken'; readonly why: string };

/** The columns that the header names, trimmed. */
export function parseHeader(line: TextLine): readonly string[] {
  const parsed = parseRecord(line.text);
  return parsed.kind === 'record' ? parsed.fields.map((field) => field.trim()) : [];
}

/** The rows below the header. Empty lines are no rows. */
export async function* csvRows(
  lines: LineReader,
  columns: readonly string[],
): AsyncGenerator<SourceRow, void, undefined> {
  let row = 0;
  for (let first = await lines.take(); first !== undefined; first = await lines.take()) {
    if (first.text.trim() === '') continue;
    row += 1;
    const { parsed, bytesRead } = await readRecord(first, lines, columns.length);
    const place = { row, line: first.number, bytesRead };
    yield toRow(place, parsed, columns);
  }
}

type RowPlace = { row: number; line: number; bytesRead: number };

function toRow(place: RowPlace, parsed: ParsedRecord, columns: readonly string[]): SourceRow {
  if (parsed.kind === 'open_quote') {
    return broken(place, 'a quote that is not closed', 'every opening " has a closing one');
  }
  if (parsed.kind === 'broken') return broken(place, parsed.why, 'CSV with commas (RFC 4180)');
  const { fields } = parsed;
  if (fields.length !== columns.length) {
    return broken(place, `${fields.length} fields`, `${columns.length} fields, as in the header`);
  }
  const values = Object.fromEntries(columns.map((column, index) => [column, fields[index]]));
  return { kind: 'raw', ...place, values };
}

function broken(place: RowPlace, found: string, allowed: string): SourceRow {
  return { kind: 'broken', ...place, found, allowed };
}

async function readRecord(
  first: TextLine,
  lines: LineReader,
  fieldCount: number,
): Promise<{ parsed: ParsedRecord; bytesRead: number }> {
  const parsed = parseRecord(first.text);
  const joined = parsed.kind === 'open_quote' ? await joinLines(first, lines, fieldCount) : undefined;
  return joined ?? { parsed, bytesRead: first.bytesRead };
}

/** Adds lines until they make a record as wide as the header; gives them back when they do not. */
async function joinLines(
  first: TextLine,
  lines: LineReader,
  fieldCount: number,
): Promise<{ parsed: ParsedRecord; bytesRead: number } | undefined> {
  const taken: TextLine[] = [];
  while (taken.length < MAX_LINES_PER_RECORD - 1) {
    const next = await lines.take();
    if (next === undefined) break;
    taken.push(next);
    const parsed = parseRecord([first, ...taken].map(({ text }) => text).join('\n'));
    if (parsed.kind === 'broken') break;
    if (parsed.kind === 'record' && parsed.fields.length === fieldCount) {
      return { parsed, bytesRead: next.bytesRead };
    }
  }
  lines.putBack(taken);
  return undefined;
}

function parseRecord(text: string): ParsedRecord {
  try {
    const records: string[][] = parse(text, { relax_column_count: true });
    return { kind: 'record', fields: records[0] ?? [] };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return error.code === 'CSV_QUOTE_NOT_CLOSED'
      ? { kind: 'open_quote' }
      : { kind: 'broken', why: reason(error) };
  }
}

/** csv-parse ends its messages with a line number of its own, which is always 1 here. */
function reason(error: CsvError): string {
  return error.message.replace(/ (at|on) line \d+.*$/, '');
}
