import { StoreUnavailable } from '../errors';
import { type Clock } from '../runtime';
import { type PaymentCircuit } from './circuit-breaker';
import { type Payments, type Unavailable } from './payments';

/** What a guard needs. */
export interface Guard {
  readonly circuit: PaymentCircuit;
  /** The real one: it measures how long calls take. */
  readonly clock: Clock;
  /** Hears of every call that was refused. */
  readonly onRefused: () => void;
}

/** A payment that the provider refuses again and again must not keep it from taking others. */
const hasFailed = (answer: { readonly kind: string; readonly isUp?: true | undefined }): boolean =>
  answer.kind === 'unavailable' && answer.isUp !== true;

/**
 * The same port behind a circuit breaker: while the circuit is not closed, calls are answered `unavailable` at once,
 * but for a worker's probe. `listCharges` is left alone: audits read page after page, at nobody's cost but their own.
 */
export function guardedPayments(port: Payments, { circuit, clock, onRefused }: Guard): Payments {
  const guarded = async <Answer extends { readonly kind: string }>(
    call: () => Promise<Answer>,
  ): Promise<Answer | Unavailable> => {
    const admission = await circuit.admit();
    if (admission.kind === 'refused') {
      onRefused();
      return { kind: 'unavailable', reason: 'the circuit is open', retryAt: admission.retryAt };
    }
    const begun = clock.now();
    const answer = await call();
    await circuit.record(admission, { failed: hasFailed(answer), ms: clock.now() - begun });
    return answer;
  };
  return {
    createIntent: (request) => guarded(() => port.createIntent(request)),
    confirmIntent: (id, key) => guarded(() => port.confirmIntent(id, key)),
    retrieveIntent: (id) => guarded(() => port.retrieveIntent(id)),
    cancelIntent: (id) => guarded(() => port.cancelIntent(id)),
    refund: (id, key) => guarded(() => port.refund(id, key)),
    listCharges: (cursor, filter) => port.listCharges(cursor, filter),
  };
}

/**
 * Asks the provider for its newest charges if a probe is due and no order has made it: that is how the circuit of a
 * shop without orders closes. A read says less than a charge does, so that orders come first.
 */
export async function probeByListing(
  port: Pick<Payments, 'listCharges'>,
  circuit: Pick<PaymentCircuit, 'probe'>,
): Promise<void> {
  await circuit.probe(async () => {
    try {
      await port.listCharges();
      return true;
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      return false;
    }
  });
}
