import { type OrderStatus } from '../format';
import { type Finding, finding, type Rule } from '../finding';
import { type OrderFacts, type Sighting } from '../orders';

const NAME = 'order-went-back';

/** What an order may become from each state, however many steps it takes (docs/architecture.md). */
const NEXT: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  payment_pending: ['payment_pending', 'confirmed', 'cancelled', 'refunding', 'refunded'],
  confirmed: ['confirmed', 'refunding', 'refunded', 'cancelled'],
  refunding: ['refunding', 'refunded', 'cancelled'],
  cancelled: ['cancelled'],
  refunded: ['refunded'],
};

/**
 * An order only goes on: of two answers that show it, in whichever Regions, the one to a request sent after the
 * other had come shows a state that can follow the other's.
 *
 * Sound: each answer shows the order as it was at some moment between its request and itself, for reads are strong
 * in every Region; where the two do not overlap the moments are in order. Overlapping ones are not compared.
 */
export const orderWentBack: Rule = {
  name: NAME,
  claim: 'an order only goes on to states that can follow, in all Regions',
  check: ({ orders }) => ({
    checked: orders.size,
    findings: [...orders.values()].flatMap(judge),
  }),
};

/** Goes through an order's answers by the time of their requests; of each state the first answer is compared. */
function judge({ sightings }: OrderFacts): readonly Finding[] {
  const over = new Map<OrderStatus, Sighting>();
  const bySent = sightings.toSorted((a, b) => a.by.sent - b.by.sent);
  let next = 0;
  return bySent.flatMap((later) => {
    for (; (sightings[next]?.by.answered ?? Infinity) < later.by.sent; next++) {
      const earlier = sightings[next];
      if (earlier !== undefined && !over.has(earlier.order.status)) over.set(earlier.order.status, earlier);
    }
    const against = [...over.values()].find(({ order }) => !NEXT[order.status].includes(later.order.status));
    return against === undefined ? [] : [wentBack(against, later)];
  });
}

const wentBack = (earlier: Sighting, later: Sighting): Finding =>
  finding(
    NAME,
    `was ${earlier.order.status} in ${earlier.by.region}, and later ${later.order.status} in ${later.by.region}`,
    { operations: [earlier.by, later.by], orderId: later.order.id },
  );
