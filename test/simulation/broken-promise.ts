/** A promise of docs/architecture.md that does not hold. */
export class BrokenPromise extends Error {
  override readonly name = 'BrokenPromise';
}

/** Throws {@link BrokenPromise} unless it is a fact. */
export function hold(fact: boolean, promise: string): void {
  if (!fact) throw new BrokenPromise(promise);
}
