import { createHash } from 'node:crypto';

/**
 * Quotas of CloudFront's key value stores, in bytes
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-keyvaluestores).
 */
export const KEY_LIMIT_BYTES = 512;
export const VALUE_LIMIT_BYTES = 1_024;
const STORE_LIMIT_BYTES = 5 * 1_024 * 1_024;

/** What one call changes, all of it or nothing. */
export interface KeyChanges {
  readonly puts: Readonly<Record<string, string>>;
  readonly deletes: readonly string[];
}

/** Why nothing was changed. */
export type ChangeResult =
  | { readonly kind: 'changed' }
  /** Somebody else changed the store since `etag` was read. */
  | { readonly kind: 'conflict' }
  | { readonly kind: 'missing'; readonly key: string }
  | { readonly kind: 'invalid'; readonly problem: string }
  | { readonly kind: 'full' };

/** How much a store holds. */
export interface StoreSize {
  readonly items: number;
  readonly bytes: number;
}

/** One key value store: text by key, with a version that every change must name. */
export class KeyValueStore {
  private entries: ReadonlyMap<string, string>;
  private changes = 0;
  private changed: Date;

  constructor(
    readonly arn: string,
    readonly name: string,
    content: Readonly<Record<string, string>>,
    readonly createdAt: Date,
  ) {
    this.entries = new Map(Object.entries(content));
    this.changed = createdAt;
  }

  /** Version of the whole store, as AWS has it: a change of any key makes another. */
  get etag(): string {
    return `KV${createHash('sha256').update(`${this.arn} ${this.changes}`).digest('hex').slice(0, 11).toUpperCase()}`;
  }

  get changedAt(): Date {
    return this.changed;
  }

  get size(): StoreSize {
    return sizeOf(this.entries);
  }

  /** Undefined when there is no such key. */
  get(key: string): string | undefined {
    return this.entries.get(key);
  }

  /** All keys with their values, in the order of the keys. */
  list(): (readonly [key: string, value: string])[] {
    return [...this.entries].sort(([left], [right]) => (left < right ? -1 : 1));
  }

  /** Makes all of the changes if `etag` is the current version, else none. */
  change(etag: string, { puts, deletes }: KeyChanges, now: Date): ChangeResult {
    if (etag !== this.etag) return { kind: 'conflict' };
    const missing = deletes.find((key) => !this.entries.has(key));
    if (missing !== undefined) return { kind: 'missing', key: missing };
    const problem = Object.entries(puts).flatMap(problemsOf)[0];
    if (problem !== undefined) return { kind: 'invalid', problem };
    const next = new Map([...this.entries, ...Object.entries(puts)]);
    for (const key of deletes) next.delete(key);
    if (sizeOf(next).bytes > STORE_LIMIT_BYTES) return { kind: 'full' };
    this.entries = next;
    this.changes += 1;
    this.changed = now;
    return { kind: 'changed' };
  }
}

function sizeOf(entries: ReadonlyMap<string, string>): StoreSize {
  const lengths = [...entries].map(([key, value]) => Buffer.byteLength(key) + Buffer.byteLength(value));
  return { items: entries.size, bytes: lengths.reduce((sum, length) => sum + length, 0) };
}

function problemsOf([key, value]: readonly [string, string]): string[] {
  const keyBytes = Buffer.byteLength(key);
  const valueBytes = Buffer.byteLength(value);
  return [
    ...(keyBytes === 0 || keyBytes > KEY_LIMIT_BYTES
      ? [`A key has 1 to ${KEY_LIMIT_BYTES} bytes, and this one ${keyBytes}`]
      : []),
    ...(valueBytes > VALUE_LIMIT_BYTES
      ? [`The value of ${key} has ${valueBytes} bytes, more than ${VALUE_LIMIT_BYTES}`]
      : []),
  ];
}
