import { type Catalogue, type Product, type ProductPage } from '../../domain/catalogue/catalogue';
import { decodeCursor, encodeCursor } from '../cursor';
import { getMany, putMany } from './batches';
import { type Item, ItemReader, number, text } from './item';
import { type Table } from './table';

/** Index of the Shop table that lists products by SKU, and its only partition. */
const INDEX = 'catalogue';
const PARTITION = 'CATALOGUE';
/** A search reads at most 10 pages of 200 products a call, some 300 read units; its cursor goes on from there. */
const SEARCH_PAGE = 200;
const SEARCH_PAGES = 10;

type Query = Parameters<Catalogue['list']>[0];

const productKey = (sku: string): Item => ({ pk: text(`PRODUCT#${sku}`), sk: text('PRODUCT') });

const encodeProduct = ({ sku, name, price }: Product, updatedAt: number): Item => ({
  ...productKey(sku),
  catalogue: text(PARTITION),
  sku: text(sku),
  name: text(name),
  searchText: text(`${sku}\n${name}`.toLowerCase()),
  price: number(price.amount),
  currency: text(price.currency),
  updatedAt: number(updatedAt),
});

function decodeProduct(item: Item): Product {
  const reader = new ItemReader(item);
  return {
    sku: reader.text('sku'),
    name: reader.text('name'),
    price: { amount: reader.number('price'), currency: reader.text('currency') },
  };
}

/** `Catalogue` on the Shop table. */
export class DynamoDbCatalogue implements Catalogue {
  constructor(private readonly table: Table) {}

  async get(sku: string): Promise<Product | undefined> {
    const item = await this.table.get(productKey(sku), { consistent: false });
    return item && decodeProduct(item);
  }

  async getMany(skus: readonly string[]): Promise<ReadonlyMap<string, Product>> {
    const items = await getMany(this.table, [...new Set(skus)].map(productKey), false);
    return new Map(items.map(decodeProduct).map((product) => [product.sku, product]));
  }

  async put(product: Product): Promise<void> {
    await this.table.put(this.encode(product));
  }

  /** Of several products with one SKU the last one counts. */
  async putMany(products: readonly Product[]): Promise<void> {
    const bySku = new Map(products.map((product) => [product.sku, product]));
    await putMany(
      this.table,
      [...bySku.values()].map((product) => this.encode(product)),
    );
  }

  async list(query: Query): Promise<ProductPage | undefined> {
    const start = startOf(query.cursor);
    if (start === undefined) return undefined;
    const items: Product[] = [];
    let after = start;
    for (let pages = 0; pages < SEARCH_PAGES; pages += 1) {
      const page = await this.page(query, after);
      items.push(...page.products);
      if (items.length > query.limit) return cut(items, query.limit);
      if (page.last === undefined) return { items };
      after = page.last;
    }
    return { items, cursor: encodeCursor(INDEX, after) };
  }

  private encode(product: Product): Item {
    return encodeProduct(product, this.table.runtime.clock.now());
  }

  /** `last` is the SKU to go on from; one product more than asked for tells whether there are more. */
  private async page(
    { q, limit }: Query,
    after: string,
  ): Promise<{ products: Product[]; last?: string | undefined }> {
    const { items, last } = await this.table.query({
      IndexName: INDEX,
      KeyConditionExpression: 'catalogue = :partition',
      ExpressionAttributeValues: {
        ':partition': text(PARTITION),
        ...(q ? { ':q': text(q.toLowerCase()) } : {}),
      },
      ...(q ? { FilterExpression: 'contains(searchText, :q)' } : {}),
      Limit: q ? SEARCH_PAGE : limit + 1,
      ...(after === '' ? {} : { ExclusiveStartKey: indexKey(after) }),
    });
    return { products: items.map(decodeProduct), last: last?.['sku']?.S };
  }
}

const indexKey = (sku: string): Item => ({ ...productKey(sku), catalogue: text(PARTITION), sku: text(sku) });

function startOf(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return '';
  const position = decodeCursor(INDEX, cursor);
  return position?.length === 1 ? position[0] : undefined;
}

function cut(items: readonly Product[], limit: number): ProductPage {
  const page = items.slice(0, limit);
  return { items: page, cursor: encodeCursor(INDEX, page.at(-1)?.sku ?? '') };
}
