/** How many units of a product arrive: the same of each, or what a column of the file says. */
export type StockChoice =
  | { readonly kind: 'same'; readonly units: number }
  | { readonly kind: 'column'; readonly name: string };

/** Bounds of the units in one row. */
export const UNITS = [0, 1_000_000_000] as const;

/** Where something stands in the file. Rows count from 1 without the header, lines from 1 with it. */
export interface Place {
  readonly row: number;
  readonly line: number;
}

/** One row as the file has it: a value by column, text from CSV, anything from NDJSON. */
export interface RawRow extends Place {
  readonly kind: 'raw';
  readonly values: Readonly<Record<string, unknown>>;
  readonly bytesRead: number;
}

/** A row that could not be taken apart into columns. */
export interface BrokenRow extends Place {
  readonly kind: 'broken';
  readonly found: string;
  readonly allowed: string;
  readonly bytesRead: number;
}

export type SourceRow = RawRow | BrokenRow;

/** What is wrong with one row; `column` is null when it is the row as a whole. */
export interface BadRow extends Place {
  readonly column: string | null;
  readonly found: string;
  readonly allowed: string;
}

/** A row that can be imported. */
export interface GoodRow extends Place {
  readonly product: { sku: string; name: string; price: number; currency: string };
  readonly units: number;
}

/** A bad row as the person at the terminal reads it. */
export function describeBadRow({ row, line, column, found, allowed }: BadRow): string {
  const where = column === null ? '' : `, ${column}`;
  return `row ${row} (line ${line})${where}: found ${found}; allowed: ${allowed}`;
}
