import { type Faults } from '../types';

/** What the payment faults do to one request. */
export type PaymentFault =
  | { readonly kind: 'none' }
  | { readonly kind: 'decline' }
  | { readonly kind: 'error' }
  | { readonly kind: 'slow'; readonly latencyMs: number }
  /** Never answered; `effective` tells whether the provider did the work all the same. */
  | { readonly kind: 'hang'; readonly effective: boolean };

/** Half of the requests that hang have taken effect at the provider, the other half never arrived. */
const EFFECTIVE_SHARE = 0.5;

/** Draws the fault of one request, read or write: an outage makes no difference between them. */
export function drawFault(faults: Faults['payments'], random: () => number): PaymentFault {
  if (faults.mode === 'ok' || random() >= faults.rate) return { kind: 'none' };
  switch (faults.mode) {
    case 'decline':
    case 'error':
      return { kind: faults.mode };
    case 'slow':
      return { kind: 'slow', latencyMs: faults.latencyMs };
    case 'hang':
      return { kind: 'hang', effective: random() < EFFECTIVE_SHARE };
  }
}
