import { createHash } from 'node:crypto';
import { mergeUnits } from './lines';

/** The body of a checkout; everything besides the lines counts, and is not looked into. */
export interface CheckoutBody {
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
  readonly [member: string]: unknown;
}

/**
 * Tells bodies under one key apart without writing anything of them down: they are numbered as they come. Bodies
 * that the contract calls the same have the same number, whatever the order of their lines.
 */
export class BodyNumbers {
  private readonly seen = new Map<string, string[]>();

  /** From 1. */
  numberOf(key: string, { lines, ...rest }: CheckoutBody): number {
    const units = mergeUnits(lines.map(({ sku, quantity }) => [sku, quantity]));
    const digest = createHash('sha256')
      .update(JSON.stringify([[...units].sort(), sorted(rest)]))
      .digest('base64');
    const earlier = this.seen.get(key) ?? [];
    if (!earlier.includes(digest)) this.seen.set(key, [...earlier, digest]);
    const index = earlier.indexOf(digest);
    return index < 0 ? earlier.length + 1 : index + 1;
  }
}

/** The same value with the members of its objects in alphabetical order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return members.map(([name, member]) => [name, sorted(member)]);
}
