import { type SignatureCheck, TOLERANCE_SECONDS } from '../adapters/payments/stripe/webhook-signature';
import { type Answer } from '../shared/http/answer';
import { problem } from '../shared/http/problem';

/** The header that Stripe signs with. */
export const SIGNATURE_HEADER = 'Stripe-Signature';

/** Seconds: a function that has read an empty secret keeps it for five minutes. */
const UNTIL_READY = { 'retry-after': '300' } as const;

/** What is answered to a delivery that is not, or cannot be shown to be, the provider's; never what was expected. */
export function signatureRefusal(check: Exclude<SignatureCheck, { kind: 'genuine' }>): Answer {
  return check.kind === 'no_secret'
    ? problem('webhook_not_ready', { headers: UNTIL_READY })
    : problem('invalid_signature', { detail: detailOf(check) });
}

type Refused = Exclude<SignatureCheck, { kind: 'genuine' } | { kind: 'no_secret' }>;

function detailOf(check: Refused): string {
  switch (check.kind) {
    case 'missing':
      return `The header ${SIGNATURE_HEADER} is missing. Only the payment provider calls this route; let nothing on the way drop the header.`;
    case 'malformed':
      return `One header ${SIGNATURE_HEADER} is needed: t=<seconds since 1970>,v1=<64 hexadecimal digits>, v1 once or more.`;
    case 'mismatch':
      return "No v1 signature fits this body. Put this endpoint's signing secret into the payment secret, and let nothing on the way change the body.";
    case 'stale':
      return `The signature was made ${madeWhen(check.ageSeconds)}; ${TOLERANCE_SECONDS} seconds are allowed either way. Sign again, and check the clocks.`;
  }
}

const madeWhen = (ageSeconds: number): string =>
  ageSeconds >= 0 ? `${ageSeconds} seconds ago` : `${-ageSeconds} seconds ahead of our clock`;
