import { type Answer } from './answers';
import { type CallerOptions, createCaller } from './caller';
import * as shapes from './shapes';

/** The local cloud's control API, as far as the tools need it. */
export interface ControlClient {
  /** Works until nothing is owed; refused with 504 and what is left after 60 s. */
  settle(): Promise<Answer<shapes.Settled>>;
  /** Every charge the payment simulator ever took. */
  charges(): Promise<Answer<readonly shapes.Charge[]>>;
  /** Has the payment simulator forget an order's charge, or take it a second time. */
  changeCharges(change: ChargeChange): Promise<Answer<shapes.ChangedCharges>>;
  state(): Promise<Answer<shapes.LocalState>>;
  /** Replaces the faults in force (docs/local-cloud.md); `{}` heals. */
  putFaults(faults: Readonly<Record<string, unknown>>): Promise<Answer<unknown>>;
  /** Every message that would have been sent, oldest first. */
  mails(): Promise<Answer<readonly shapes.Mail[]>>;
  /** Every process that the faults killed. */
  crashes(): Promise<Answer<readonly shapes.Crash[]>>;
}

/** The order whose charge is lost or doubled. */
export type ChargeChange = { readonly lose: string } | { readonly duplicate: string };

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
    changeCharges: (change) =>
      call({ method: 'POST', path: '/_local/charges', body: change, answer: shapes.changedCharges }),
    state: () => call({ path: '/_local/state', answer: shapes.localState }),
    putFaults: (faults) =>
      call({ method: 'PUT', path: '/_local/faults', body: faults, answer: shapes.acknowledgement }),
    mails: () => call({ path: '/_local/mail', answer: shapes.mails }),
    crashes: () => call({ path: '/_local/crashes', answer: shapes.crashes }),
  };
}
