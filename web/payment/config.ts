import { fieldsOf } from '../api/shape';

/** How this deployment takes payment. */
export type PaymentConfig =
  /** Stripe's test payment methods to choose from: no card form, no money. */
  | { readonly kind: 'test' }
  /** Stripe's Payment Element with the shop's publishable key. */
  | { readonly kind: 'stripe'; readonly publishableKey: string };

const TEST: PaymentConfig = { kind: 'test' };

/** Publishable keys are public by design; a secret key must never be here. */
const PUBLISHABLE = /^pk_(test|live)_[A-Za-z0-9]+$/;

/**
 * Reads `/config.json`, which the deployment writes beside the page:
 * `{"payment": {"publishableKey": "pk_live_…"}}`. Test mode when it has no such key.
 */
export function paymentConfigOf(config: unknown): PaymentConfig {
  const key = fieldsOf(fieldsOf(config)?.['payment'])?.['publishableKey'];
  return typeof key === 'string' && PUBLISHABLE.test(key) ? { kind: 'stripe', publishableKey: key } : TEST;
}

/** `undefined` when it cannot be read: it must not be guessed that a live shop is a test. */
export async function loadPaymentConfig(
  fetch: typeof globalThis.fetch,
  timeoutMs = 8_000,
): Promise<PaymentConfig | undefined> {
  try {
    const response = await fetch('/config.json', { signal: AbortSignal.timeout(timeoutMs) });
    return response.ok ? paymentConfigOf(await response.json()) : undefined;
  } catch {
    return undefined;
  }
}
