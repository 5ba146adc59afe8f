import { validate, type Validated } from '../shared/http/validation';
import { parseJson } from '../shared/http/json-text';
import { RequestRefused } from '../shared/http/problem';
import { productCsvRow, productRow, type ProductRow } from '../shared/schemas/product';
import { csvRecords } from './csv';

/** One row of an import. */
export type ImportRow = Validated<ProductRow>;

/** Media types that an import takes. */
export const IMPORT_TYPES = ['application/x-ndjson', 'text/csv'] as const;
export type ImportType = (typeof IMPORT_TYPES)[number];

/**
 * Rows of a body, in order; blank lines and the head of a CSV file do not count. Throws `RequestRefused` when a
 * CSV file lacks a column.
 */
export function importRows(type: ImportType, text: string): Iterable<ImportRow> {
  return type === 'text/csv' ? csvRows(text) : jsonRows(text);
}

function* jsonRows(text: string): Generator<ImportRow> {
  for (const line of text.split('\n')) if (line.trim() !== '') yield jsonRow(line);
}

function jsonRow(line: string): ImportRow {
  const json = parseJson(line.trim());
  return json.kind === 'broken' ? invalid(json.where) : validate(productRow, withPriceMinor(json.value), '');
}

/** `price` is what the rest of the HTTP contract calls `price_minor`. In CSV files it may mean pounds, so not there. */
function withPriceMinor(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || 'price_minor' in value || !('price' in value))
    return value;
  return { ...value, price_minor: value.price };
}

function* csvRows(text: string): Generator<ImportRow> {
  let columns: readonly string[] | undefined;
  for (const record of csvRecords(text)) {
    if (record.kind === 'broken') yield invalid(record.message);
    else if (columns === undefined) columns = columnsOf(record.cells);
    else yield csvRow(columns, record.cells);
  }
}

const NEEDED_COLUMNS = ['sku', 'name', 'price_minor', 'currency'];

/** Names of the columns. Throws `RequestRefused` when one is missing or stands twice: no row could be right. */
function columnsOf(head: readonly string[]): readonly string[] {
  const columns = head.map((cell) => cell.trim());
  const wrong = NEEDED_COLUMNS.filter((name) => columns.filter((column) => column === name).length !== 1);
  if (wrong.length === 0) return columns;
  const given = columns.join(', ').slice(0, MAX_SHOWN);
  const message = `found the columns ${given}; allowed: ${NEEDED_COLUMNS.join(', ')}, each once, and others`;
  throw RequestRefused.fields({ path: 'line 1', message });
}

/** Longest part of a first line that an answer repeats. */
const MAX_SHOWN = 200;

function csvRow(columns: readonly string[], cells: readonly string[]): ImportRow {
  if (cells.length !== columns.length)
    return invalid(`found ${cells.length} cells; allowed: ${columns.length}, as in the first line`);
  const row = Object.fromEntries(columns.map((column, index) => [column, cells[index]]));
  return validate(productCsvRow, row, '');
}

const invalid = (message: string): ImportRow => ({ kind: 'invalid', errors: [{ path: '', message }] });
