/** How many values there are of each key. */
export function countBy<T>(values: readonly T[], keyOf: (value: T) => string): Record<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(keyOf(value), (counts.get(keyOf(value)) ?? 0) + 1);
  return Object.fromEntries(counts);
}
