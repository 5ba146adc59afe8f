import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { explain, type Answer } from '../tools/client/answers';
import { LOCAL_OPERATOR } from '../tools/client/credentials';
import { createTransport } from '../tools/client/http';
import { createOperator } from '../tools/client/operator';
import { createShopper } from '../tools/client/shopper';
import { createSigner } from '../tools/client/sign';

const rowSchema = z.object({
  sku: z.string(),
  name: z.string(),
  price_minor: z.coerce.number().int(),
  currency: z.string(),
  stock: z.coerce.number().int(),
});

type Row = z.infer<typeof rowSchema>;

/** What filling the shop came to. */
export type CatalogueOutcome =
  | { readonly kind: 'imported'; readonly products: number; readonly exampleSku: string }
  | { readonly kind: 'not_empty'; readonly exampleSku: string };

/** The shop refused its own catalogue: a mistake in the file or in the shop. */
export class CatalogueError extends Error {
  override readonly name = 'CatalogueError';
}

export interface CatalogueOptions {
  readonly file: string;
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

/**
 * Fills an empty shop with the small catalogue that comes with the project, through the public API of one
 * region as any operator would. Receipts carry the same id at every start, so stock is never added twice.
 *
 * @throws {@link CatalogueError} when the shop refuses a product or a receipt
 */
export async function fillEmptyShop(options: CatalogueOptions): Promise<CatalogueOutcome> {
  const transport = createTransport();
  const caller = { url: new URL(options.apiUrl), transport, now: options.now };
  const operator = createOperator({ ...caller, sign: createSigner(options.region, LOCAL_OPERATOR) });
  try {
    const page = take('list products', await createShopper(caller).products({ limit: '1' }));
    const known = page.items[0];
    if (known !== undefined) return { kind: 'not_empty', exampleSku: known.sku };
    const rows = await readRows(options.file);
    const products = rows.map(({ sku, name, currency, price_minor: price }) => ({
      sku,
      name,
      price,
      currency,
    }));
    const { errors } = take('import products', await operator.importProducts(products));
    if (errors.length > 0) throw new CatalogueError(`${options.file}: ${JSON.stringify(errors)}`);
    const stocked = rows.filter(({ stock }) => stock > 0);
    await Promise.all(
      stocked.map(async ({ sku, stock }) =>
        take(`receive ${sku}`, await operator.receiveStock(sku, { receiptId: 'catalogue', quantity: stock })),
      ),
    );
    return { kind: 'imported', products: rows.length, exampleSku: stocked[0]?.sku ?? products[0]?.sku ?? '' };
  } finally {
    transport.close();
  }
}
