import { createHash } from 'node:crypto';
import { type PlaceOrderRequest } from './place-request';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** P4: the key alone names the order, in every Region and for ever. 128 bits of SHA-256. */
export function orderIdOf(idempotencyKey: string): string {
  return `ord_${sha256(`holdfast order\n${idempotencyKey}`).slice(0, 32)}`;
}

/** What an order id looks like, for validating paths. */
export const ORDER_ID_PATTERN = /^ord_[0-9a-f]{32}$/;

/** Tells a retry from a reuse of the key: the same for the same checkout, whatever the order of its lines. */
export function fingerprintOf(request: PlaceOrderRequest): string {
  const { customer, delivery } = request;
  const lines = mergeLines(request.lines)
    .map(({ sku, quantity }) => [sku, quantity])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  return sha256(
    JSON.stringify([
      lines,
      [customer.email, customer.name ?? null, customer.phone ?? null],
      delivery ? [delivery.name, delivery.lines, delivery.city, delivery.postcode, delivery.country] : null,
      request.paymentToken,
      request.couponCode ?? null,
      request.expectedTotal ?? null,
    ]),
  );
}

/** Sums lines of the same SKU, in order of first appearance. */
export function mergeLines(
  lines: readonly { sku: string; quantity: number }[],
): { sku: string; quantity: number }[] {
  const quantities = new Map<string, number>();
  for (const { sku, quantity } of lines) quantities.set(sku, (quantities.get(sku) ?? 0) + quantity);
  return [...quantities].map(([sku, quantity]) => ({ sku, quantity }));
}
