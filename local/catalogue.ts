import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { explain, type Answer } from '../tools/client/answers';
import { LOCAL_OPERATOR } from '../tools/client/credentials';
import { createTransport } from '../tools/client/http';
import { createOperator, type OperatorClient } from '../tools/client/operator';
import { createShopper, type ShopperClient } from '../tools/client/shopper';
import { createSigner } from '../tools/client/sign';
import { type Note } from './data/notes';

/** Stands in the note from before the first product until after the last receipt of stock. */
const FILLING = 'filling';

const rowSchema = z.object({
  sku: z.string(),
  name: z.string(),
  price_minor: z.coerce.number().int(),
  currency: z.string(),
  stock: z.coerce.number().int(),
});

type Row = z.infer<typeof rowSchema>;

/** What filling the shop came to; `exampleSku` is a product to try things with. */
export type CatalogueOutcome =
  | { readonly kind: 'imported'; readonly products: number; readonly exampleSku: string }
  | { readonly kind: 'not_empty'; readonly exampleSku: string }
  /** The shop is up but does not take its catalogue: whoever broke that wants to look into it. */
  | { readonly kind: 'refused'; readonly why: string; readonly exampleSku: string };

/** A call that the shop did not answer as it should. */
class CatalogueError extends Error {
  override readonly name = 'CatalogueError';
}

export interface CatalogueOptions {
  readonly file: string;
  /** How far an earlier run got: a shop whose filling was interrupted is filled from the start. */
  readonly progress: Note;
  readonly region: string;
  readonly apiUrl: string;
  readonly now: () => Date;
}

function take<T>(what: string, answer: Answer<T>): T {
  if (answer.kind === 'answered') return answer.body;
  throw new CatalogueError(`${what}: ${explain(answer)}`);
}

async function readRows(file: string): Promise<Row[]> {
  const records: unknown = parse(await readFile(file, 'utf8'), { columns: true, skip_empty_lines: true });
  return z.array(rowSchema).parse(records);
}

interface Clients {
  readonly operator: OperatorClient;
  readonly shopper: ShopperClient;
}

async function importRows(rows: readonly Row[], { operator }: Clients): Promise<void> {
  const products = rows.map(({ sku, name, currency, price_minor: price }) => ({
    sku,
    name,
    price,
    currency,
  }));
  const { errors } = take('import products', await operator.importProducts(products));
  if (errors.length > 0) throw new CatalogueError(`import products: ${JSON.stringify(errors)}`);
  const receipts = rows.filter(({ stock }) => stock > 0);
  await Promise.all(
    receipts.map(async ({ sku, stock }) =>
      take(`receive ${sku}`, await operator.receiveStock(sku, { receiptId: 'catalogue', quantity: stock })),
    ),
  );
}

async function fill(rows: readonly Row[], clients: Clients, progress: Note): Promise<CatalogueOutcome> {
  const exampleSku = rows.find(({ stock }) => stock > 0)?.sku ?? '';
  try {
    const page = take('list products', await clients.shopper.products({ limit: '1' }));
    const known = page.items[0];
    if (known !== undefined && progress.get() !== FILLING)
      return { kind: 'not_empty', exampleSku: known.sku };
    progress.set(FILLING);
    await importRows(rows, clients);
    progress.set('filled');
    return { kind: 'imported', products: rows.length, exampleSku };
  } catch (error) {
    if (error instanceof CatalogueError) return { kind: 'refused', why: error.message, exampleSku };
    throw error;
  }
}

/**
 * Fills an empty shop with the small catalogue that comes with the project, through the public API of one
 * region as any operator would. Receipts carry the same id at every start, so stock is never added twice.
 */
export async function fillEmptyShop(options: CatalogueOptions): Promise<CatalogueOutcome> {
  const rows = await readRows(options.file);
  const transport = createTransport();
  const caller = { url: new URL(options.apiUrl), transport, now: options.now };
  const sign = createSigner(options.region, LOCAL_OPERATOR);
  try {
    const clients = { operator: createOperator({ ...caller, sign }), shopper: createShopper(caller) };
    return await fill(rows, clients, options.progress);
  } finally {
    transport.close();
  }
}
