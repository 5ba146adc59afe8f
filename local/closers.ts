import { type Closeable } from './types';

/** Closes what was started, the last first; everything, also when closing something fails. */
export class Closers implements Closeable {
  private readonly started: Closeable[] = [];

  add<T extends Closeable>(closeable: T): T {
    this.started.push(closeable);
    return closeable;
  }

  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (const closeable of this.started.splice(0).reverse()) {
      await closeable.close().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Not everything could be ended.');
  }
}
