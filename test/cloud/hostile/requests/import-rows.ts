import { parse } from 'csv-parse/sync';
import { type RawRequest } from '../../../support/raw-http';

/** A product as the catalogue shows it. */
export interface Product {
  readonly sku: string;
  readonly name: string;
  /** Minor units. */
  readonly price: number;
  readonly currency: string;
}

type Row = Readonly<Record<string, unknown>>;

/** The rows of an import, in order, as another reader than the shop's finds them; blank ones do not count. */
export function importedRows({ headers, body }: RawRequest): Product[] {
  const types = headers.filter(([name]) => name.toLowerCase() === 'content-type');
  const isCsv = types.at(-1)?.[1].trim().toLowerCase().startsWith('text/csv') === true;
  const text = body.toString();
  return (isCsv ? csvRows(text) : jsonRows(text)).map((row) => ({
    sku: String(row['sku']),
    name: String(row['name']),
    price: Number(row['price_minor'] ?? row['price']),
    currency: String(row['currency']),
  }));
}

function csvRows(text: string): Row[] {
  return parse<Row>(text, {
    bom: true,
    columns: (head: string[]) => head.map((name) => name.trim()),
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
  });
}

/** A line that is no JSON is a row as well: one that the shop refuses. */
function jsonRows(text: string): Row[] {
  const rows = text.split('\n').filter((line) => line.trim() !== '');
  return rows.map((line) => {
    try {
      return (JSON.parse(line.trim()) ?? {}) as Row;
    } catch {
      return {};
    }
  });
}
