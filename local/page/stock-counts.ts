import { type BucketItem } from './ledger-items';
import { type StockRow, type StockView } from './shape';

/** Rows that a person reads at a glance. */
const SHOWN = 12;
/** Rows that a search answers. */
const FOUND = 20;

/** A coupon is a SKU of one unit (docs/adr/0011-a-coupon-is-a-sku.md); thousands of them would hide the goods. */
const COUPON_PREFIX = 'COUPON.';

interface Sku {
  available: number;
  taken: number;
  readonly buckets: Map<string, BucketItem>;
}

/** Stock as it was read last, with sums by SKU that are kept up as buckets change. */
export class StockCounts {
  private readonly skus = new Map<string, Sku>();
  /** What changed last stands last. */
  private readonly moved = new Set<string>();
  private readonly coupons = new Map<string, BucketItem>();
  private couponsUsed = 0;
  private soldOut = 0;

  /** Takes note of a bucket as it is now; `moved` when it has just changed. */
  put(bucket: BucketItem, moved: boolean): void {
    if (bucket.sku.startsWith(COUPON_PREFIX)) return this.putCoupon(bucket);
    const sku = this.skuOf(bucket.sku);
    const before = sku.buckets.get(bucket.bucket);
    if (isSoldOut(sku)) this.soldOut -= 1;
    sku.available += bucket.available - (before?.available ?? 0);
    sku.taken += bucket.taken - (before?.taken ?? 0);
    sku.buckets.set(bucket.bucket, bucket);
    if (isSoldOut(sku)) this.soldOut += 1;
    if (moved) this.move(bucket.sku);
  }

  /** What the page shows: the SKUs that moved last, filled up with others. */
  view(): Omit<StockView, 'complete'> {
    const moved = [...this.moved].reverse();
    const others = moved.length < SHOWN ? first(this.skus.keys(), SHOWN + moved.length) : [];
    const shown = [...new Set([...moved, ...others])].slice(0, SHOWN);
    return {
      skus: this.skus.size,
      soldOut: this.soldOut,
      coupons: { issued: this.coupons.size, used: this.couponsUsed },
      rows: shown.map((sku) => this.row(sku)),
    };
  }

  /** SKUs that contain the text, whatever its case; the first twenty. */
  search(text: string): StockRow[] {
    const wanted = text.toLowerCase();
    const found: string[] = [];
    for (const sku of this.skus.keys()) {
      if (found.length === FOUND) break;
      if (sku.toLowerCase().includes(wanted)) found.push(sku);
    }
    return found.map((sku) => this.row(sku));
  }

  private putCoupon(coupon: BucketItem): void {
    const before = this.coupons.get(coupon.sku);
    this.couponsUsed += Number(coupon.taken > 0) - Number((before?.taken ?? 0) > 0);
    this.coupons.set(coupon.sku, coupon);
  }

  private skuOf(name: string): Sku {
    const known = this.skus.get(name);
    if (known !== undefined) return known;
    const added: Sku = { available: 0, taken: 0, buckets: new Map() };
    this.skus.set(name, added);
    return added;
  }

  private move(sku: string): void {
    this.moved.delete(sku);
    this.moved.add(sku);
    const [longestAgo] = this.moved;
    if (this.moved.size > SHOWN && longestAgo !== undefined) this.moved.delete(longestAgo);
  }

  private row(sku: string): StockRow {
    const { available, taken, buckets } = this.skuOf(sku);
    return { sku, available, taken, buckets: buckets.size };
  }
}

/** Had stock once, and has none now. */
const isSoldOut = ({ available, buckets }: Sku): boolean => buckets.size > 0 && available === 0;

function first(names: Iterable<string>, count: number): string[] {
  const found: string[] = [];
  for (const name of names) {
    if (found.length === count) break;
    found.push(name);
  }
  return found;
}
