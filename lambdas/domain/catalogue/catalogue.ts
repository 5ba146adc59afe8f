import { type Money } from '../money';

/** SKUs as the HTTP contract admits them. */
export const SKU_PATTERN = /^[A-Za-z0-9._-]{1,64}$/;

/** A thing that the shop sells. */
export interface Product {
  readonly sku: string;
  readonly name: string;
  readonly price: Money;
}

export interface ProductPage {
  readonly items: readonly Product[];
  /** Hand it back to read on; absent on the last page. */
  readonly cursor?: string | undefined;
}

/** Port to the products in the Shop table: eventually consistent, last writer wins. */
export interface Catalogue {
  get(sku: string): Promise<Product | undefined>;
  /** The products that exist among `skus`. */
  getMany(skus: readonly string[]): Promise<ReadonlyMap<string, Product>>;
  put(product: Product): Promise<void>;
  putMany(products: readonly Product[]): Promise<void>;
  /** Products in order of SKU; `q` keeps those whose SKU or name contains it, whatever the case. `undefined` for a cursor that is none of ours. */
  list(query: {
    readonly limit: number;
    readonly cursor?: string | undefined;
    readonly q?: string | undefined;
  }): Promise<ProductPage | undefined>;
}
