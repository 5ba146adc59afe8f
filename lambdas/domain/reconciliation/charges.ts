import { ORDER_ID_PATTERN } from '../orders/identity';
import { type OrderRecord } from '../orders/order';
import { type Charge } from '../payments/payments';
import { mapBounded } from '../runtime';
import { iso, plus, type Progress } from './progress';
import { type ReconcileDeps } from './reconcile';
import { type StrayReason } from './report';

/**
 * Charges from shortly before and after the range are read as well, so that few confirmed orders have to be asked
 * for one by one: an order is confirmed after its charge, after an outage an hour later.
 */
const BEFORE_MS = 3_600_000;
const AFTER_MS = 5 * 60_000;

/** Looks at the provider and the Ledger that go on at the same time. */
const LOOKS_AT_ONCE = 4;

/** A charge that names an order of ours. */
type OurCharge = Charge & { readonly orderId: string };

/** Other software writes `order_id` into metadata, too: only ids that look like ours are. */
const isOurs = (charge: Charge): charge is OurCharge => ORDER_ID_PATTERN.test(charge.orderId ?? '');

/**
 * Why the money of this charge is not to be kept; `undefined` when it is. An order is committed with its intent's
 * id, or the id is stored, before the intent is confirmed, so what is charged is always named by its order.
 */
export function strayReason(record: OrderRecord | undefined, intentId: string): StrayReason | undefined {
  if (record?.kind !== 'order') return 'no_order';
  const { status, intentId: named } = record.order;
  if (named !== intentId) return 'duplicate';
  if (status === 'CANCELLED') return 'order_cancelled';
  return status === 'REFUNDED' ? 'order_refunded' : undefined;
}

/** The charge of an intent as it is now, refunded or not; `undefined` when there is none. */
export async function chargeNow(
  { payments }: Pick<ReconcileDeps, 'payments'>,
  intentId: string,
): Promise<Charge | undefined> {
  const { charges } = await payments.listCharges(undefined, { intentId });
  return charges.find((charge) => charge.intentId === intentId);
}

/**
 * A second look: the list is older than the order that it was compared with, and the saga may have refunded the
 * charge in between. The order is read first, as it says REFUNDED only after the money went back.
 */
async function strayNow(deps: ReconcileDeps, charge: OurCharge): Promise<StrayReason | undefined> {
  const reason = strayReason(await deps.orders.read(charge.orderId), charge.intentId);
  const now = reason && (await chargeNow(deps, charge.intentId));
  return now === undefined || now.refunded ? undefined : reason;
}

async function straysAmong(deps: ReconcileDeps, charges: readonly OurCharge[]): Promise<Progress['strays']> {
  const records = await deps.orders.readMany([...new Set(charges.map(({ orderId }) => orderId))]);
  const suspicious = charges.filter(
    ({ orderId, intentId }) => strayReason(records.get(orderId), intentId) !== undefined,
  );
  const strays = await mapBounded(suspicious, LOOKS_AT_ONCE, async (charge) => {
    const reason = await strayNow(deps, charge);
    const { intentId, orderId, amount, at } = charge;
    return reason && { intentId, orderId, ...amount, chargedAt: iso(at), reason, tries: 0 };
  });
  return strays.filter((stray) => stray !== undefined);
}

/** Compares one page of the provider's list with the Ledger. Refunds nothing. */
export async function comparePage(deps: ReconcileDeps, progress: Progress): Promise<Progress> {
  const { from, to } = progress.range;
  const filter = { from: from - BEFORE_MS, to: to + AFTER_MS };
  const page = await deps.payments.listCharges(progress.chargesCursor, filter);
  const inRange = page.charges.filter(({ at }) => at >= from && at < to);
  const ours = inRange.filter(isOurs);
  const strays = await straysAmong(
    deps,
    ours.filter(({ refunded }) => !refunded),
  );
  for (const { intentId, refunded } of page.charges) if (!refunded) progress.seen.add(intentId);
  return {
    ...progress,
    phase: page.cursor === undefined ? 'orders' : 'charges',
    chargesCursor: page.cursor,
    charges: progress.charges + ours.length,
    notOurs: progress.notOurs + inRange.length - ours.length,
    amounts: ours.reduce(
      (sums, { amount: { amount, currency } }) => plus(sums, currency, { charged: amount }),
      progress.amounts,
    ),
    strays: [...progress.strays, ...strays],
  };
}
