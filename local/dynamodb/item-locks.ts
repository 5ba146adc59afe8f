/**
 * Lets work on the same items happen one after the other, in the order in which it was asked for. All items
 * of a piece of work are taken at once, so two pieces never wait for each other.
 */
export class ItemLocks {
  private readonly last = new Map<string, Promise<void>>();

  /** Runs `work` when everything that was asked for earlier on any of these items is done. */
  async run<T>(items: readonly string[], work: () => Promise<T>): Promise<T> {
    const earlier = Promise.all(items.map((item) => this.last.get(item) ?? Promise.resolve()));
    const result = earlier.then(work);
    const ended = result.then(
      () => undefined,
      () => undefined,
    );
    for (const item of items) this.last.set(item, ended);
    await ended;
    for (const item of items) if (this.last.get(item) === ended) this.last.delete(item);
    return result;
  }
}
