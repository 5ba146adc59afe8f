/** Time as the domain sees it. The simulation owns it in tests, so nothing here reads a real clock. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds of this clock. */
  sleep(ms: number): Promise<void>;
}

/** Randomness and identifiers as the domain sees them. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** A new identifier that nobody else will ever make: 16 characters of [0-9a-z]. */
  id(): string;
}

/** Back-off with full jitter: uniform between 0 and `min(capMs, baseMs * 2^tries)` (AWS Architecture Blog, 2015). */
export function backOff(tries: number, baseMs: number, capMs: number, random: Random): number {
  return Math.floor(random.next() * Math.min(capMs, baseMs * 2 ** Math.min(tries, 20)));
}

/** Runs `work` over `items`, at most `bound` at a time; results in the order of the items. */
export async function mapBounded<T, R>(
  items: readonly T[],
  bound: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index] as T, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(bound, items.length) }, lane));
  return results;
}
