import { type Clock } from '../domain/runtime';

/** How much a cache holds, and for how long. */
export interface CacheLimits {
  /** Entries; the one used least recently goes first. */
  readonly capacity: number;
  readonly ttlMs: number;
}

/** A cache in the memory of one function instance: least recently used goes first, nothing outlives its time. */
export class ExpiringCache<Value> {
  /** A Map keeps the order of insertion, so the first key is the one used least recently. */
  private readonly entries = new Map<string, { value: Value; until: number }>();

  constructor(
    private readonly limits: CacheLimits,
    private readonly clock: Clock,
  ) {}

  get(key: string): Value | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    this.entries.delete(key);
    if (entry.until <= this.clock.now()) return undefined;
    this.entries.set(key, entry);
    return entry.value;
  }

  set(key: string, value: Value): void {
    this.entries.delete(key);
    this.entries.set(key, { value, until: this.clock.now() + this.limits.ttlMs });
    const [oldest] = this.entries.keys();
    if (this.entries.size > this.limits.capacity && oldest !== undefined) this.entries.delete(oldest);
  }

  get size(): number {
    return this.entries.size;
  }
}
