import { type PlantedBug } from './planted-bug';

const DOMAIN = 'lambdas/domain';

/**
 * Bugs in how orders are placed, charged, cancelled, sent, and told of.
 */
export const ORDER_BUGS: readonly PlantedBug[] = [
  {
    name: 'the proofs of a return go before the order is marked as released',
    within: 3_000,
    file: `${DOMAIN}/orders/finish.ts`,
    replace: 'if (release && details) await releaseStock(deps, order, details);',
    by: `if (release && details) await releaseStock(deps, order, details);
  if (release && details) await clearReturns(deps, order, details);`,
  },
  {
    name: 'a charge is confirmed before its intent is stored',
    within: 3_000,
    file: `${DOMAIN}/orders/place-order.ts`,
    replace: '  const outcome = await commit(deps, order, details);',
    by: `  if (order.intentId !== undefined) await deps.payments.confirmIntent(order.intentId, order.id);
  const outcome = await commit(deps, order, details);`,
  },
  {
    name: 'a retry charges under a new intent',
    within: 3_000,
    file: `${DOMAIN}/orders/charge.ts`,
    replace: 'if (intentId === undefined)\n',
    by: 'if (intentId === undefined || (order.tries > 0 && !fresh))\n',
  },
  {
    name: 'a failed create goes on under the same key',
    within: 3_000,
    file: `${DOMAIN}/orders/charge.ts`,
    replace: '`${order.id}:create:${order.tries}`',
    by: '`${order.id}:create`',
    and: {
      file: `${DOMAIN}/orders/place-order.ts`,
      replace: '`${orderId}:${attempt.id}:create`',
      by: '`${orderId}:create`',
    },
  },
  {
    name: 'an order is cancelled when no charge is found, without the fence at the provider',
    within: 3_000,
    file: `${DOMAIN}/orders/charge.ts`,
    replace: '  const fence = await deps.payments.cancelIntent(order.intentId);',
    by: `  const found = await deps.payments.retrieveIntent(order.intentId);
  const isUnpaid = found.kind === 'unconfirmed' || found.kind === 'declined';
  const fence = isUnpaid ? { kind: 'cancelled' as const } : found;`,
  },
  {
    name: 'an order is cancelled although its payment had succeeded',
    within: 3_000,
    file: `${DOMAIN}/orders/charge.ts`,
    replace: "      return move(deps, order, { status: 'REFUNDING' });",
    by: '      return cancelled(deps, order, order.stopReason);',
  },
  {
    name: 'a refund that failed counts as done',
    within: 3_000,
    file: `${DOMAIN}/orders/charge.ts`,
    replace: "if (result.kind === 'refunded') return refunded(deps, order);",
    by: "if (result.kind !== 'processing') return refunded(deps, order);",
  },
  {
    name: 'an order leaves the work index before its events are published',
    within: 3_000,
    file: `${DOMAIN}/orders/finish.ts`,
    replace: '    return owes.length === 0\n',
    by: '    return owes.length <= 1\n',
  },
  {
    name: 'a sweep looks at its own Region only',
    within: 3_000,
    file: `${DOMAIN}/orders/sweep.ts`,
    replace: '    regions.map((home) =>',
    by: '    regions.filter((home) => home === region).map((home) =>',
  },
  {
    name: 'a key whose order stands in the other Region is told that stock is out',
    within: 3_000,
    file: `${DOMAIN}/orders/place-order.ts`,
    replace: `  const record = await deps.orders.read(checkout.orderId);
  if (record?.kind === 'order') return`,
    by: `  const record = refusal.kind === 'short' ? undefined : await deps.orders.read(checkout.orderId);
  if (record?.kind === 'order') return`,
  },
  {
    name: 'a refund forgets what the order owed before',
    within: 3_000,
    file: `${DOMAIN}/orders/charge.ts`,
    replace: "const owes = owedAfter(order.owes, 'OrderRefunded', 'order-refunded');",
    by: "const owes = owedAfter([], 'OrderRefunded', 'order-refunded');",
  },
  {
    name: 'a worker finishes an order without taking it in hand',
    within: 3_000,
    file: `${DOMAIN}/orders/finish.ts`,
    replace: '  !owes.some(isMessage) || (work !== undefined && clock.now() < work.dueAt);',
    by: '  !owes.some(isMessage) || (work !== undefined && clock.now() > 0);',
  },
  {
    name: 'taking an order in hand leaves it due',
    within: 3_000,
    file: `${DOMAIN}/orders/transition.ts`,
    replace: 'return soon ? { region, dueAt: now + IN_HAND_MS } : order.work;',
    by: 'return order.work ?? { region, dueAt: now + IN_HAND_MS };',
  },
  {
    name: 'what was told is not taken off an order that was fulfilled meanwhile',
    within: 3_000,
    file: `${DOMAIN}/orders/finish.ts`,
    replace: 'for (let tries = 1; tries < MAX_TRIES &&',
    by: 'for (let tries = MAX_TRIES; tries < MAX_TRIES &&',
  },
  {
    name: 'a cancellation keeps unsent messages, and so does the refund that would drop them as well',
    within: 3_000,
    file: `${DOMAIN}/orders/cancel.ts`,
    replace: 'owes: order.owes.filter(isEvent)',
    by: 'owes: order.owes',
    and: {
      file: `${DOMAIN}/orders/owed.ts`,
      replace: '[...before.filter(isEvent), event,',
      by: '[...before, event,',
    },
  },
  {
    name: 'a cancellation owes no events of before',
    within: 3_000,
    file: `${DOMAIN}/orders/cancel.ts`,
    replace: 'owes: order.owes.filter(isEvent)',
    by: 'owes: []',
  },
  {
    name: 'a message that no channel took is owed no longer',
    within: 3_000,
    file: `${DOMAIN}/orders/discharge.ts`,
    replace: "return result.kind === 'unavailable' && !isStale(deps, order) ? [owed] : [];",
    by: 'return result.kind === owed ? [owed] : [];',
  },
  {
    name: 'an order whose goods have left is cancelled',
    within: 3_000,
    file: `${DOMAIN}/orders/cancel.ts`,
    replace: 'return order.fulfilledAt === undefined\n',
    by: 'return order.version > 0\n',
  },
  {
    name: 'a shopper hears of a cancellation that somebody else was faster than',
    within: 3_000,
    file: `${DOMAIN}/orders/cancel.ts`,
    replace: "if (step.kind === 'moved') return finish(deps, step.order);",
    by: 'if (step.order.version > 0) return finish(deps, step.order);',
  },
  {
    name: 'an unpaid order is cancelled at once, whatever its charge is about to do',
    within: 3_000,
    file: `${DOMAIN}/orders/cancel.ts`,
    replace: "return { kind: 'move', changes: { ...common, status: 'VOIDING' } };",
    by: "return { kind: 'move', changes: { ...common, status: 'CANCELLED' } };",
  },
  {
    name: 'goods leave although their order was cancelled meanwhile',
    within: 3_000,
    file: `${DOMAIN}/orders/fulfil.ts`,
    replace: 'order = result.order;',
    by: 'order = { ...order, version: result.order.version };',
  },
  {
    name: 'goods leave whose order is not paid',
    within: 3_000,
    file: `${DOMAIN}/orders/fulfil.ts`,
    replace: "while (order.status === 'CONFIRMED' && order.fulfilledAt === undefined) {",
    by: 'while (order.fulfilledAt === undefined) {',
  },
  {
    name: 'two workers tell of one outage, since neither takes the order in hand',
    within: 4_000,
    file: `${DOMAIN}/orders/buffer.ts`,
    replace: 'const taken = await move(deps, order, {});',
    by: "const taken = { kind: 'moved', order } as Step;",
  },
  {
    name: 'who tells of an outage has the order in hand, and a hurried worker does not care',
    within: 4_000,
    file: `${DOMAIN}/orders/buffer.ts`,
    replace: 'const taken = await move(deps, order, {});',
    by: 'const taken = await move(deps, order, { tries: order.tries });',
  },
  {
    name: 'an order that was stopped meanwhile is confirmed all the same',
    within: 4_000,
    file: `${DOMAIN}/orders/charge.ts`,
    replace: "kind === 'overtaken' && status === 'OPEN' && intentId === before.intentId;",
    by: "kind === 'overtaken' && intentId === before.intentId;",
  },
  {
    name: 'a discount is given without taking the coupon',
    within: 4_000,
    file: `${DOMAIN}/orders/place-order.ts`,
    replace: '...(coupon ? [{ sku: couponSku(coupon.code), quantity: 1 }] : []),',
    by: '',
  },
  {
    name: 'an order is committed before its stock is reserved',
    within: 3_000,
    file: `${DOMAIN}/orders/place-order.ts`,
    replace: `  const reserved = await reserveAll(deps, attempt, wantsOf(checkout));
  if (reserved.kind !== 'reserved') return refuse(deps, checkout, reserved);
  const { allocations, crowded, thin } = reserved;`,
    by: `  const [crowded, thin] = [[], []] as { sku: string; bucket: number }[][];
  const allocations = wantsOf(checkout).map(({ sku, quantity }, n) => ({
    ...{ opId: \`\${attempt.id}.\${n}\`, sku, bucket: 0, quantity, resent: false, owner: 'order', at: 0 },
  }));
  void deps.orders.read(checkout.orderId).then(() => reserveAll(deps, attempt, wantsOf(checkout)));`,
  },
  {
    name: 'an order takes stock for its first line alone',
    within: 3_000,
    file: `${DOMAIN}/orders/place-order.ts`,
    replace: '  ...mergeLines(request.lines),',
    by: '  ...mergeLines(request.lines).slice(0, 1),',
  },
  {
    name: 'a provider that gives no answer has declined',
    within: 3_000,
    file: `${DOMAIN}/orders/charge.ts`,
    replace: `    case 'unavailable':
      return putOff(deps, order, result);`,
    by: `    case 'unavailable':
      return cancelled(deps, order, 'declined');`,
  },
  {
    name: 'a penny more is charged',
    within: 3_000,
    file: `${DOMAIN}/orders/place-order.ts`,
    replace: '    amount: total,\n',
    by: '    amount: { ...total, amount: total.amount + 1 },\n',
  },
  {
    name: 'the discount is given twice',
    within: 4_000,
    file: `${DOMAIN}/orders/pricing.ts`,
    replace: '  amount: discountOf(coupon, amount),',
    by: '  amount: 2 * discountOf(coupon, amount),',
  },
  {
    name: 'the same key with another body gives the order of the first',
    within: 3_000,
    file: `${DOMAIN}/orders/place-order.ts`,
    replace: 'if (order.fingerprint !== fingerprint) return',
    by: "if (fingerprint === '') return",
  },
  {
    name: "a signed word of another order's payment confirms an order",
    within: 4_000,
    file: `${DOMAIN}/orders/charge.ts`,
    replace: 'intentId !== undefined && intentId === paidIntentId',
    by: 'intentId !== undefined && paidIntentId !== undefined',
  },
];
