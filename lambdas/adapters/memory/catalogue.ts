import { type Catalogue, type Product, type ProductPage } from '../../domain/catalogue/catalogue';
import { decodeCursor, encodeCursor } from '../cursor';
import { byText, type MemoryLedger } from './memory-ledger';
import { atomically, type Step } from './step';

const matches = ({ sku, name }: Product, q: string): boolean =>
  sku.toLowerCase().includes(q) || name.toLowerCase().includes(q);

/** `Catalogue` in memory. */
export class MemoryCatalogue implements Catalogue {
  constructor(
    private readonly ledger: MemoryLedger,
    private readonly step?: Step,
  ) {}

  async get(sku: string): Promise<Product | undefined> {
    return atomically(this.step, 'catalogue.get', () => this.ledger.products.get(sku));
  }

  async getMany(skus: readonly string[]): Promise<ReadonlyMap<string, Product>> {
    return atomically(this.step, 'catalogue.getMany', () => {
      const products = skus.map((sku) => this.ledger.products.get(sku)).filter((p) => p !== undefined);
      return new Map(products.map((product) => [product.sku, product]));
    });
  }

  async put(product: Product): Promise<void> {
    return this.putMany([product]);
  }

  async putMany(products: readonly Product[]): Promise<void> {
    return atomically(this.step, 'catalogue.putMany', () => {
      for (const product of products) this.ledger.products.set(product.sku, product);
    });
  }

  async list(query: Parameters<Catalogue['list']>[0]): Promise<ProductPage | undefined> {
    return atomically(this.step, 'catalogue.list', () => {
      const after = query.cursor === undefined ? '' : decodeCursor('catalogue', query.cursor)?.[0];
      if (after === undefined) return undefined;
      const q = query.q?.toLowerCase() ?? '';
      const left = [...this.ledger.products.values()]
        .filter((product) => product.sku > after && matches(product, q))
        .sort((a, b) => byText(a.sku, b.sku));
      const items = left.slice(0, query.limit);
      const last = items.at(-1);
      return left.length > items.length && last
        ? { items, cursor: encodeCursor('catalogue', last.sku) }
        : { items };
    });
  }
}
