import { groupBy } from '../../group-by';
import { type Finding, finding, type Rule } from '../finding';
import { type Answered, type OrderSeen, type Placement } from '../operation';

const NAME = 'one-key-one-order';

/** A checkout whose answer shows an order. */
interface Placed {
  readonly by: Placement;
  readonly answer: Answered;
  readonly order: OrderSeen;
}

/**
 * P4: one Idempotency-Key has one order, which no other key has, for the goods that its body asked for; one request
 * placed it and all others repeat that; another body is refused with 422, and only another one.
 *
 * Sound without looking at times: an order's id is decided by the key alone, it is recorded once, and from then on
 * every answer under the key goes by it. Requests without an answer are no evidence, save that a body which one of
 * them carried may have got the order.
 */
export const oneKeyOneOrder: Rule = {
  name: NAME,
  claim: 'one Idempotency-Key gave one order, of what was asked for',
  check: ({ placements, history }) => {
    const byKey = [...placements.values()];
    const placed = byKey.map((same) => same.flatMap(placedBy));
    const findings = [
      ...placed.flatMap(severalOrders),
      ...placed.flatMap(severalPlaced),
      ...placed.flatMap(severalBodies),
      ...placed.flat().flatMap(otherGoods),
      ...severalKeys(placed.flat()),
      ...(history.header.newKeys ? byKey.flatMap(refusedAlone) : []),
    ];
    return { checked: placements.size, findings };
  },
};

function placedBy(by: Placement): readonly Placed[] {
  const { outcome: answer } = by;
  return answer.kind === 'answered' && answer.order !== undefined
    ? [{ by, answer, order: answer.order }]
    : [];
}

/** Findings against the first of some answers, for every one that differs from it. */
function against(
  placed: readonly Placed[],
  differs: (one: Placed, first: Placed) => string | null,
): readonly Finding[] {
  const [first, ...others] = placed.toSorted((a, b) => a.by.answered - b.by.answered);
  return others.flatMap((one) => {
    const what = first ? differs(one, first) : null;
    if (first === undefined || what === null) return [];
    const about = { operations: [first.by, one.by], key: one.by.key, orderId: one.order.id };
    return [finding(NAME, what, about)];
  });
}

const severalOrders = (placed: readonly Placed[]) =>
  against(placed, ({ order }, first) =>
    order.id === first.order.id ? null : `the key had the order ${first.order.id} before`,
  );

const severalPlaced = (placed: readonly Placed[]) =>
  against(
    placed.filter(({ answer }) => !answer.replayed),
    ({ order }, first) =>
      order.id === first.order.id ? 'two answers both say that they have just placed it' : null,
  );

const severalBodies = (placed: readonly Placed[]) =>
  against(placed, ({ by, order }, first) =>
    order.id === first.order.id && by.body !== first.by.body
      ? `body ${by.body} under the key got the order of body ${first.by.body}`
      : null,
  );

const severalKeys = (placed: readonly Placed[]) =>
  [...groupBy(placed, ({ order }) => order.id).values()].flatMap((same) =>
    against(same, ({ by }, first) => (by.key === first.by.key ? null : `it is the order of ${first.by.key}`)),
  );

function otherGoods({ by, order }: Placed): readonly Finding[] {
  if (by.lines.goods === order.lines.goods) return [];
  const what = `asked for ${by.lines.goods}, and the order is for ${order.lines.goods}`;
  return [finding(NAME, what, { operations: [by], key: by.key, orderId: order.id })];
}

/** A key is refused for another body although nobody has sent another one by then. */
function refusedAlone(same: readonly Placement[]): readonly Finding[] {
  return same.flatMap((placement) => {
    const { outcome, body, answered, key } = placement;
    if (outcome.kind === 'lost' || outcome.code !== 'idempotency_key_reused') return [];
    const other = same.some((earlier) => earlier.body !== body && earlier.sent < answered);
    return other
      ? []
      : [
          finding(NAME, 'refused as used for another body, and there was none', {
            operations: [placement],
            key,
          }),
        ];
  });
}
