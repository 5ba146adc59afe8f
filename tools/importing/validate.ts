import { type BadRow, type GoodRow, type RawRow, type StockChoice, UNITS } from './row';

/** A row after its check: one entry for each bad column. */
export type CheckedRow =
  | { readonly kind: 'good'; readonly row: GoodRow }
  | { readonly kind: 'bad'; readonly faults: readonly BadRow[] };

/** How one column is read: undefined for a value that is not allowed. */
interface Column<T> {
  readonly allowed: string;
  readonly read: (value: unknown) => T | undefined;
}

/** What the shop takes: nothing cannot be charged, and Stripe charges eight digits at most. */
const MAX_NAME = 300;
const PRICES = [1, 99_999_999] as const;

const SKU: Column<string> = {
  allowed: '1 to 64 letters, digits, dots, underscores and hyphens',
  read: (value) => matching(value, /^[A-Za-z0-9._-]{1,64}$/),
};

/** U+FFFD stands where bytes were not UTF-8; UTF-8 cannot carry half a surrogate pair. */
const NAME: Column<string> = {
  allowed: `1 to ${MAX_NAME} characters on one line, in UTF-8`,
  read: (value) => {
    const name = typeof value === 'string' ? value.trim() : '';
    return name.length > 0 && name.length <= MAX_NAME && !/[\p{Cc}\p{Cs}\uFFFD]/u.test(name)
      ? name
      : undefined;
  },
};

const PRICE: Column<number> = {
  allowed: `a whole number of minor units (pence, cents), ${PRICES[0]} to ${PRICES[1]}`,
  read: (value) => whole(value, PRICES),
};

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));
const CURRENCY: Column<string> = {
  allowed: 'an ISO 4217 code in capitals, such as GBP',
  read: (value) => (typeof value === 'string' && CURRENCIES.has(value) ? value : undefined),
};

const STOCK: Column<number> = {
  allowed: `a whole number of units, ${UNITS[0]} to ${UNITS[1]}`,
  read: (value) => whole(value, UNITS),
};

/** The columns that a file must have, whatever it says about stock. */
export const REQUIRED_COLUMNS = ['sku', 'name', 'price_minor', 'currency'] as const;

/** Reads a row's columns, and says of each bad one what was found and what is allowed. */
export function checkRow(raw: RawRow, stock: StockChoice): CheckedRow {
  const faults: BadRow[] = [];
  const read = <T>(column: string, { allowed, read: parse }: Column<T>): T | undefined => {
    const value = parse(raw.values[column]);
    if (value === undefined) {
      faults.push({ row: raw.row, line: raw.line, column, found: show(raw.values[column]), allowed });
    }
    return value;
  };
  const sku = read('sku', SKU);
  const name = read('name', NAME);
  const price = read('price_minor', PRICE);
  const currency = read('currency', CURRENCY);
  const units = stock.kind === 'same' ? stock.units : read(stock.name, STOCK);
  if (sku === undefined || name === undefined || price === undefined) return { kind: 'bad', faults };
  if (currency === undefined || units === undefined) return { kind: 'bad', faults };
  return {
    kind: 'good',
    row: { row: raw.row, line: raw.line, product: { sku, name, price, currency }, units },
  };
}

function matching(value: unknown, pattern: RegExp): string | undefined {
  return typeof value === 'string' && pattern.test(value) ? value : undefined;
}

/** CSV has digits, NDJSON numbers or digits. */
function whole(value: unknown, [min, max]: readonly [number, number]): number | undefined {
  const digits = typeof value === 'string' && /^\d{1,15}$/.test(value.trim());
  const number = digits ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number)) return undefined;
  return number >= min && number <= max ? number : undefined;
}

/** A value as a message shows it, cut to a length that fits a line. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
