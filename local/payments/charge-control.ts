import { type Answer } from './answer';
import { type IdempotencyKeys } from './idempotency';
import { chargeOfLedger, type LedgerCharge, type PaymentLedger } from './ledger';
import { type Charge, type PaymentIntent } from './objects';

/** Something that the provider should never do to an order's charge. */
export interface ChargeChange {
  readonly kind: 'lose' | 'duplicate';
  readonly orderId: string;
}

/** What the changes work on. */
export interface ChargeControlContext {
  readonly ledger: PaymentLedger;
  readonly keys: IdempotencyKeys;
  readonly newId: (prefix: 'pi' | 'ch') => string;
  readonly now: () => Date;
}

/**
 * Loses or doubles the charges of an order that are not refunded.
 *
 * @returns what the provider now has of the order; `undefined` where there was no such charge
 */
export function changeCharges(
  { kind, orderId }: ChargeChange,
  context: ChargeControlContext,
): readonly LedgerCharge[] | undefined {
  const charges = [...context.ledger.charges.values()].filter((charge) => isOf(charge, orderId));
  const kept = charges.filter(({ status, refunded }) => status === 'succeeded' && !refunded);
  const last = kept.at(-1);
  if (last === undefined) return undefined;
  if (kind === 'lose') kept.forEach((charge) => lose(charge, context));
  else duplicate(last, context);
  return [...context.ledger.charges.values()]
    .filter((charge) => isOf(charge, orderId))
    .flatMap(chargeOfLedger);
}

const isOf = ({ metadata }: Charge, orderId: string): boolean => metadata['order_id'] === orderId;

/**
 * The charge is gone from all lists and its intent waits for a confirmation again, as after a restore of the
 * provider from a copy that was made between the two. So are the answers that told of the success: a repeated
 * confirmation charges anew.
 */
function lose(charge: Charge, { ledger, keys }: ChargeControlContext): void {
  ledger.put({ kind: 'charge_lost', id: charge.id });
  const intent = ledger.intents.get(charge.payment_intent);
  if (intent === undefined) return;
  keys.forget((answer) => tellsSuccess(answer, intent));
  ledger.put({
    kind: 'intent',
    value: { ...intent, status: 'requires_confirmation', amount_received: 0, latest_charge: null },
  });
}

function tellsSuccess({ status, body }: Answer, { id }: PaymentIntent): boolean {
  if (status !== 200 || typeof body !== 'object' || body === null) return false;
  return 'id' in body && body.id === id && 'status' in body && body.status === 'succeeded';
}

/** A second intent and charge of the same order and amount: what a shop without idempotency keys would cause. */
function duplicate(charge: Charge, { ledger, newId, now }: ChargeControlContext): void {
  const intent = ledger.intents.get(charge.payment_intent);
  if (intent === undefined) return;
  const created = Math.floor(now().getTime() / 1_000);
  const ids = { intent: newId('pi'), charge: newId('ch') };
  ledger.put({ kind: 'intent', value: { ...intent, id: ids.intent, latest_charge: ids.charge, created } });
  ledger.put({
    kind: 'charge',
    value: { ...charge, id: ids.charge, payment_intent: ids.intent, amount_refunded: 0, created },
  });
}
