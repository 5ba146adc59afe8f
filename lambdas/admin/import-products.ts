import { type Catalogue, type Product } from '../domain/catalogue/catalogue';
import { type Answer, json } from '../shared/http/answer';
import { textBody, tooLarge } from '../shared/http/body';
import { type HttpCall } from '../shared/http/call';
import { type ProductRow } from '../shared/schemas/product';
import { IMPORT_TYPES, type ImportRow, importRows } from './import-rows';

/** Most rows of one call (the HTTP contract). */
const MAX_ROWS = 5000;

/** What is wrong with a row; rows count from 1. */
interface RowError {
  readonly row: number;
  /** Absent when the row as a whole is wrong. */
  readonly field?: string;
  readonly message: string;
}

/** POST /v1/admin/products:import: stores the good rows and lists what is wrong with each of the others. */
export async function importProducts(
  { catalogue }: { catalogue: Catalogue },
  call: HttpCall,
): Promise<Answer> {
  const { type, text } = textBody(call, IMPORT_TYPES);
  const { products, errors } = sortOut(importRows(type, text));
  if (products.length > 0) await catalogue.putMany(products);
  return json(200, { imported: products.length, errors });
}

function sortOut(rows: Iterable<ImportRow>): { products: Product[]; errors: RowError[] } {
  const products = new Map<string, { product: Product; row: number }>();
  const errors: RowError[] = [];
  let row = 0;
  for (const parsed of rows) {
    row += 1;
    if (row > MAX_ROWS) throw tooLarge(`More than ${MAX_ROWS} rows; send the rest in further calls.`);
    if (parsed.kind === 'invalid') {
      errors.push(...parsed.errors.map(({ path, message }) => rowError(row, path, message)));
      continue;
    }
    const earlier = products.get(parsed.value.sku);
    if (earlier) errors.push(rowError(row, 'sku', `the same SKU as in row ${earlier.row}, which was taken`));
    else products.set(parsed.value.sku, { product: productOf(parsed.value), row });
  }
  return { products: [...products.values()].map(({ product }) => product), errors };
}

const rowError = (row: number, field: string, message: string): RowError => ({
  row,
  ...(field === '' ? {} : { field }),
  message,
});

const productOf = ({ sku, name, price_minor: amount, currency }: ProductRow): Product => ({
  sku,
  name,
  price: { amount, currency },
});
