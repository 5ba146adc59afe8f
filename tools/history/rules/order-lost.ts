import { type Facts } from '../facts';
import { type Finding, finding, type Rule } from '../finding';
import { type Operation, type Placement } from '../operation';
import { type OrderFacts, type Sighting } from '../orders';

const NAME = 'order-lost';

/** Refusals that a shop gives only after it has looked for the key's order and found none of this body. */
const FOUND_NOTHING = new Set([
  'out_of_stock',
  'coupon_used',
  'price_changed',
  'unknown_product',
  'idempotency_key_reused',
]);

/**
 * P2: an order that an answer has shown is found by every request that was sent after that answer had come.
 *
 * Sound: the order was recorded when the answer was given, at the latest; orders are never removed, and read
 * strongly in both Regions. A request that was under way at the time may have looked before. Answers that tell
 * nothing of the order (429, 5xx) are passed over, lost ones as well.
 */
export const orderLost: Rule = {
  name: NAME,
  claim: 'an order that was acknowledged is found by every later answer',
  check: ({ orders, history, placements }) => {
    const asked = history.operations.filter(
      (operation) => operation.op === 'show' || operation.op === 'cancel',
    );
    const unknown = asked.filter(({ outcome }) => outcome.kind === 'answered' && outcome.status === 404);
    const findings = unknown.flatMap((operation) => notFound(orders.get(operation.orderId), operation));
    const placed = [...placements.values()].flatMap((same) => forgotten(same, orders));
    return { checked: orders.size, findings: [...findings, ...placed] };
  },
};

function notFound(order: OrderFacts | undefined, operation: Operation): readonly Finding[] {
  const [first] = order?.sightings ?? [];
  if (order === undefined || first === undefined || operation.sent <= first.by.answered) return [];
  return [lost(first, operation, `${operation.region} does not know it`)];
}

/** Checkouts under one key that were refused although the same checkout had its order. */
function forgotten(same: readonly Placement[], orders: Facts['orders']): readonly Finding[] {
  return same.flatMap((placement) => {
    const { outcome, sent, body } = placement;
    if (outcome.kind === 'lost' || !FOUND_NOTHING.has(outcome.code)) return [];
    const first = same.find((other) => other.body === body && showsOrder(other) && other.answered < sent);
    const sighting = first && sightingOf(first, orders);
    const what = `the same checkout under its key is answered ${outcome.status} ${outcome.code}`;
    return sighting ? [lost(sighting, placement, what)] : [];
  });
}

const showsOrder = ({ outcome }: Placement): boolean =>
  outcome.kind === 'answered' && outcome.order !== undefined;

function sightingOf(by: Placement, orders: Facts['orders']): Sighting | undefined {
  const id = by.outcome.kind === 'answered' ? by.outcome.order?.id : undefined;
  return id === undefined ? undefined : orders.get(id)?.sightings.find((sighting) => sighting.by === by);
}

function lost({ by, order }: Sighting, operation: Operation, what: string): Finding {
  const key = by.op === 'place' ? { key: by.key } : {};
  return finding(NAME, `shown as ${order.status}, and later ${what}`, {
    operations: [by, operation],
    orderId: order.id,
    ...key,
  });
}
