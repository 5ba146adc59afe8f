import { type Answer } from './answers';
import { type CallerOptions, createCaller } from './caller';
import * as shapes from './shapes';

/** The local cloud's control API, as far as the tools need it. */
export interface ControlClient {
  /** Works until nothing is owed; refused with 504 and what is left after 60 s. */
  settle(): Promise<Answer<shapes.Settled>>;
  /** Every charge the payment simulator ever took. */
  charges(): Promise<Answer<readonly shapes.Charge[]>>;
}

/** Settling works for up to 60 s by itself and may then wait for a last function. */
const SETTLE_TIMEOUT_MS = 120_000;

/** A client of the control API at the local cloud's port base. */
export function createControl(options: Omit<CallerOptions, 'sign'>): ControlClient {
  const call = createCaller(options);
  return {
    settle: () =>
      call({
        method: 'POST',
        path: '/_local/settle',
        answer: shapes.settled,
        timeoutMs: SETTLE_TIMEOUT_MS,
      }),
    charges: () => call({ path: '/_local/charges', answer: shapes.charges }),
  };
}
