/**
 * Works through `items` with at most `concurrency` at a time and pulls an item only when a place is
 * free, so a long file is never read ahead of the work.
 *
 * The first failure stops the pulling, waits for what is under way, and is thrown.
 */
export async function forEachConcurrently<T>(
  items: AsyncIterable<T> | Iterable<T>,
  concurrency: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const source = iterate(items);
  const failures: unknown[] = [];
  let next = 0;
  const worker = async () => {
    while (failures.length === 0) {
      const pulled = await source.next();
      if (pulled.done === true) return;
      await work(pulled.value, next++);
    }
  };
  const guarded = () => worker().catch((error: unknown) => void failures.push(error));
  await Promise.all(Array.from({ length: concurrency }, guarded));
  if (failures.length === 0) return;
  await source.return(undefined);
  throw failures[0];
}

/** An async generator queues concurrent calls of next(), so that workers may share it. */
async function* iterate<T>(items: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T, void, undefined> {
  yield* items;
}
