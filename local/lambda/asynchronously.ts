import { type Invoke } from '../types';

/**
 * "The retry interval increases exponentially from 1 second after the first attempt to a maximum of 5 minutes" (How Lambda
 * handles errors and retries with asynchronous invocation, Lambda guide).
 */
const FIRST_MS = 1_000;
const LONGEST_MS = 5 * 60_000;

const delay = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds).unref());

/**
 * Invokes as Lambda does for callers who do not wait: what is throttled is tried again. AWS gives up after six hours; no
 * fault lasts that long here.
 */
export function asynchronously(invoke: Invoke, sleep = delay): Invoke {
  return async (functionArn, event) => {
    for (let pause = FIRST_MS; ; pause = Math.min(2 * pause, LONGEST_MS)) {
      const result = await invoke(functionArn, event);
      if (result.kind !== 'throttled') return result;
      await sleep(pause);
    }
  };
}
