import { fieldsOf, isProduct } from '../api/shape';
import { type Product } from '../api/types';
import { type Keep } from './keep';

/** A product with the time, in milliseconds since the epoch, at which the shop last showed it. */
export interface KnownProduct extends Product {
  readonly seenAt: number;
}

/**
 * The catalogue as it was last seen, to be shown while the shop cannot be reached. Products, not pages: whatever the
 * shopper has looked at is there, however they came to it.
 */
export interface KnownCatalogue {
  remember(products: readonly Product[], now: number): void;
  /** The shop says that there is no such product. */
  forget(sku: string): void;
  find(sku: string, now: number): KnownProduct | undefined;
  /** What is known and contains `q` in SKU or name, as the API searches; in order of SKU. */
  search(q: string, now: number): readonly KnownProduct[];
}

const NAME = 'catalogue';

/** Some 100 bytes each, of the 5 MB that browsers give an origin. */
const MOST = 1_000;

/** A price of last week tells a shopper nothing. */
const KEPT_MS = 7 * 24 * 3_600_000;

/** The catalogue that is kept in this browser. */
export function knownCatalogue(keep: Keep): KnownCatalogue {
  const all = (): KnownProduct[] => {
    const kept = keep.read(NAME);
    return Array.isArray(kept) ? kept.filter(isKnown) : [];
  };
  const fresh = (now: number): KnownProduct[] => all().filter(({ seenAt }) => now - seenAt < KEPT_MS);
  return {
    remember: (products, now) => keep.write(NAME, merged(fresh(now), products, now)),
    forget: (sku) =>
      keep.write(
        NAME,
        all().filter((product) => product.sku !== sku),
      ),
    find: (sku, now) => fresh(now).find((product) => product.sku === sku),
    search: (q, now) => fresh(now).filter(contains(q.trim().toLowerCase())).sort(bySku),
  };
}

const isKnown = (value: unknown): value is KnownProduct =>
  isProduct(value) && typeof fieldsOf(value)?.['seenAt'] === 'number';

/** The newest first, so that the oldest are dropped when there are too many. */
function merged(known: KnownProduct[], products: readonly Product[], now: number): KnownProduct[] {
  const seen = products.map(({ sku, name, price, currency }) => ({
    sku,
    name,
    price,
    currency,
    seenAt: now,
  }));
  const skus = new Set(seen.map(({ sku }) => sku));
  return [...seen, ...known.filter(({ sku }) => !skus.has(sku))].slice(0, MOST);
}

const contains =
  (q: string) =>
  ({ sku, name }: Product): boolean =>
    sku.toLowerCase().includes(q) || name.toLowerCase().includes(q);

/** By UTF-16 code units, as the API orders them. */
const bySku = (a: Product, b: Product): number => (a.sku < b.sku ? -1 : 1);

/** When the oldest of what is shown was seen; `undefined` for an empty list. */
export const seenAtOf = (products: readonly KnownProduct[]): number | undefined =>
  products.length === 0 ? undefined : Math.min(...products.map(({ seenAt }) => seenAt));
