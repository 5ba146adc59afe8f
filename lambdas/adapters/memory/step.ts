/**
 * Called before and after every operation of a memory adapter takes effect, with `<operation>:before`
 * and `<operation>:after`, for example `stock.reserve:before`. A test that throws in `before` loses the
 * request, in `after` the answer; one that waits lets others run in between.
 */
export type Step = (point: string) => Promise<void>;

const goOn: Step = async () => undefined;

/** Runs `effect` in one piece between the two calls of `step`. */
export async function atomically<T>(step: Step | undefined, operation: string, effect: () => T): Promise<T> {
  const call = step ?? goOn;
  await call(`${operation}:before`);
  const result = effect();
  await call(`${operation}:after`);
  return result;
}
