import { type Finding, finding, type Rule } from '../finding';
import { type OrderSeen } from '../operation';
import { type OrderFacts } from '../orders';

const NAME = 'order-changed';

/**
 * Every answer that shows an order shows the same lines, prices and total, repeated checkouts included.
 *
 * Sound without looking at times: these are written once, with the order, and never change.
 */
export const orderChanged: Rule = {
  name: NAME,
  claim: 'every answer shows an order with the same lines and total',
  check: ({ orders }) => ({ checked: orders.size, findings: [...orders.values()].flatMap(judge) }),
};

function judge({ sightings: [first, ...others] }: OrderFacts): readonly Finding[] {
  return others.flatMap(({ by, order }) => {
    const what = difference(first.order, order);
    return what === null ? [] : [finding(NAME, what, { operations: [first.by, by], orderId: order.id })];
  });
}

function difference(before: OrderSeen, after: OrderSeen): string | null {
  const [was, is] = [before, after].map(({ total, currency }) => `${total} ${currency}`);
  if (was !== is) return `its total was ${was}, and is ${is}`;
  return before.lines.text === after.lines.text
    ? null
    : `its lines were ${before.lines.text}, and are ${after.lines.text}`;
}
