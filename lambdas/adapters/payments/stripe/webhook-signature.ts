import { createHmac, timingSafeEqual } from 'node:crypto';

/** Seconds that a signature may be old, or ahead of our clock. Stripe's libraries take 300 as well, for the past. */
export const TOLERANCE_SECONDS = 300;

/** What came in, as far as its signature goes. */
export interface Delivery {
  /** Every `Stripe-Signature` header that was sent. */
  readonly signatures: readonly string[];
  /** The body byte for byte: one that was parsed and written again has another signature. */
  readonly body: Uint8Array;
}

/** Whether a delivery is Stripe's. */
export type SignatureCheck =
  | { readonly kind: 'genuine' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'malformed' }
  /** Signed with another secret, or for another body or time. */
  | { readonly kind: 'mismatch' }
  /** Good, but made too long ago; too early by our clock when negative. */
  | { readonly kind: 'stale'; readonly ageSeconds: number }
  /** There is no secret to hold it against. */
  | { readonly kind: 'no_secret' };

/**
 * Holds a delivery against the secrets of the endpoints (https://docs.stripe.com/webhooks, "Verify webhook
 * signatures manually"): HMAC-SHA256 over the timestamp, a full stop and the body, under any of the secrets, in any of the
 * `v1` signatures; there are several while a secret is rolled. Other schemes (`v0`) do not count.
 *
 * @param webhookSecret one or more secrets `whsec_…`, parted by blanks or commas, since each endpoint at Stripe has its own
 * @param now in ms since the epoch
 */
export function checkSignature(delivery: Delivery, webhookSecret: string, now: number): SignatureCheck {
  const secrets = secretsIn(webhookSecret);
  if (secrets.length === 0) return { kind: 'no_secret' };
  const [header, ...others] = delivery.signatures;
  if (header === undefined || header.trim() === '') return { kind: 'missing' };
  const signed = others.length === 0 ? parseHeader(header) : undefined;
  if (signed === undefined) return { kind: 'malformed' };
  if (!isSignedWithAny(secrets, signed, delivery.body)) return { kind: 'mismatch' };
  const ageSeconds = Math.floor(now / 1000) - Number(signed.timestamp);
  return Math.abs(ageSeconds) > TOLERANCE_SECONDS ? { kind: 'stale', ageSeconds } : { kind: 'genuine' };
}

/** Whatever does not look like a secret of Stripe's is a placeholder, and anybody could guess it. */
const secretsIn = (text: string): string[] =>
  text.split(/[\s,]+/).filter((secret) => /^whsec_[A-Za-z0-9+/=]+$/.test(secret));

interface SignedHeader {
  /** Seconds since 1970, as they were signed. */
  readonly timestamp: string;
  readonly candidates: readonly Buffer[];
}

/** `t=1492774577,v1=5257a8…,v1=6ffbb5…,v0=6ffbb5…` */
function parseHeader(header: string): SignedHeader | undefined {
  const parts = header.split(',').map((part) => part.trim());
  const valuesOf = (name: string): string[] =>
    parts.filter((part) => part.startsWith(`${name}=`)).map((part) => part.slice(name.length + 1));
  const [timestamp = '', ...more] = valuesOf('t');
  const hex = valuesOf('v1').filter((value) => /^[0-9a-f]{64}$/i.test(value));
  if (!/^\d{1,12}$/.test(timestamp) || more.length > 0 || hex.length === 0) return undefined;
  return { timestamp, candidates: hex.map((value) => Buffer.from(value, 'hex')) };
}

function isSignedWithAny(
  secrets: readonly string[],
  { timestamp, candidates }: SignedHeader,
  body: Uint8Array,
): boolean {
  return secrets.some((secret) => {
    const expected = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest();
    return candidates.some((candidate) => timingSafeEqual(candidate, expected));
  });
}
