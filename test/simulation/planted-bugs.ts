import { type Mutation } from './mutant';

/** A bug that the simulation must find. */
export interface PlantedBug extends Mutation {
  readonly name: string;
  /** It must break a promise within this many runs. */
  readonly within: number;
}

const DOMAIN = 'lambdas/domain';
/** Conditions of writes: the same ones stand in DynamoDB's expressions, which the stores' contract tests hold. */
const MEMORY = 'lambdas/adapters/memory';
const SIMULATION = 'test/simulation';

/** The first four are the planted bugs of the ledger model (docs/architecture.md), repeated in the real code. */
export const PLANTED_BUGS: readonly PlantedBug[] = [
  {
    name: 'no-returns-guard: stock goes back whatever happened to the bucket since it was read',
    within: 3_000,
    file: `${MEMORY}/stock-ledger.ts`,
    replace: 'if (bucket?.guard !== request.guard || bucket.journal[request.entryId]) return',
    by: 'if (bucket === undefined || bucket.journal[request.entryId]) return',
  },
  {
    name: 'settle-returns: settling undoes the proof of a return',
    within: 3_000,
    file: `${DOMAIN}/stock/settle.ts`,
    replace:
      "if (isReturnEntry(entry.opId)) return record?.kind === 'order' && record.order.released ? 'drop' : 'leave';",
    by: "if (isReturnEntry(entry.opId)) return 'undo';",
  },
  {
    name: 'undo-unknown-commit: an attempt without an answer undoes instead of fencing itself',
    within: 3_000,
    file: `${DOMAIN}/commit.ts`,
    replace: 'return judge(await calls.fence());',
    by: "return { kind: 'lost', record: { kind: 'abandoned', fenced: [] } as Record };",
  },
  {
    name: 'early-settle: the entry of a resent request is dropped while a copy may land',
    within: 4_000,
    file: `${DOMAIN}/stock/settle.ts`,
    replace: "return allocation.resent && now - entry.at < COPY_MAY_LAND_MS ? 'leave' : landed;",
    by: 'return landed;',
  },
  {
    name: 'a reserve request takes again although its op id is there',
    within: 3_000,
    file: `${MEMORY}/stock-ledger.ts`,
    replace: 'if (bucket?.journal[request.opId]) return reserved(bucket);',
    by: '',
  },
  {
    name: 'one op id for two requests',
    within: 4_000,
    file: `${DOMAIN}/stock/attempt.ts`,
    replace: 'this.requests += 1;',
    by: 'this.requests = 1;',
  },
  {
    name: 'a commit ignores the fence',
    within: 3_000,
    file: `${MEMORY}/order-store.ts`,
    replace: "const taken = record?.kind === 'order' || record?.fenced.includes(order.attempt);",
    by: "const taken = record?.kind === 'order';",
  },
  {
    name: 'a commit takes the place of another order',
    within: 3_000,
    file: `${MEMORY}/order-store.ts`,
    replace: "const taken = record?.kind === 'order' || record?.fenced.includes(order.attempt);",
    by: "const taken = record?.kind === 'abandoned' && record.fenced.includes(order.attempt);",
  },
  {
    name: 'an update ignores the version',
    within: 3_000,
    file: `${MEMORY}/order-store.ts`,
    replace: 'if (record.order.version !== next.version - 1)',
    by: 'if (record.order.version > next.version)',
  },
  {
    name: 'units of an entry are undone although the entry is gone',
    within: 3_000,
    file: `${MEMORY}/stock-ledger.ts`,
    replace: 'if (bucket === undefined || opIds.some((opId) => !bucket.journal[opId])) return',
    by: 'if (bucket === undefined) return',
  },
  {
    name: 'a release reads the order before the bucket',
    within: 4_000,
    file: `${DOMAIN}/stock/release.ts`,
    replace: `    const buckets = await deps.stock.read(left);
    const record = await deps.orders.read(order.id);
    if (record?.kind === 'order' && record.order.released) return;`,
    by: `    const record = await deps.orders.read(order.id);
    if (record?.kind === 'order' && record.order.released) return;
    const buckets = await deps.stock.read(left);`,
  },
  {
    name: 'a release does not look whether the order was released',
    within: 3_000,
    file: `${DOMAIN}/stock/release.ts`,
    replace: "if (record?.kind === 'order' && record.order.released) return;",
    by: '',
  },
  {
    name: 'a release leaves the entries of the order behind',
    within: 3_000,
    file: `${DOMAIN}/stock/release.ts`,
    replace: 'remove: share.opIds.filter((opId) => seen.journal[opId] !== undefined),',
    by: 'remove: [],',
  },
  {
    name: 'the proofs of a return go before the order is marked as released',
    within: 3_000,
    file: `${DOMAIN}/orders/finish.ts`,
    replace: 'if (release && details) await releaseStock(deps, order, details);',
    by: `if (release && details) await releaseStock(deps, order, details);
  if (release && details) await clearReturns(deps, order, details);`,
  },
  {
    name: 'settling undoes entries of an order that is over and not released yet',
    within: 3_000,
    file: `${DOMAIN}/stock/settle.ts`,
    replace: "return order.released ? 'undo' : 'leave';",
    by: "return 'undo';",
  },
  {
    name: 'settling drops late copies of an order that was released',
    within: 4_000,
    file: `${DOMAIN}/stock/settle.ts`,
    replace: "return order.released ? 'undo' : 'leave';",
    by: "return order.released ? 'drop' : 'leave';",
  },
  {
    name: 'settling undoes an undecided entry without fencing its attempt',
    within: 3_000,
    file: `${DOMAIN}/stock/settle.ts`,
    replace:
      "    return record?.fenced.includes(attempt) ? 'undo' : 'undecided';\n  const { order } = record;",
    by: "    return 'undo';\n  const { order } = record;",
  },
  {
    name: 'settling takes entries of other attempts for those of the order',
    within: 3_000,
    file: `${DOMAIN}/stock/settle.ts`,
    replace: "if (order.attempt !== attempt) return 'undo';",
    by: "if (order.attempt !== attempt) return 'drop';",
  },
  {
    name: 'settling leaves undecided entries for ever',
    within: 3_000,
    file: `${DOMAIN}/stock/settle.ts`,
    replace: "if (verdict !== 'undecided' || now - entry.at <= deps.settings.attemptMaxMs) return verdict;",
    by: 'if (now > 0) return verdict;',
  },
  {
    name: 'a receipt is received whatever happened to the bucket since it was read',
    within: 3_000,
    file: `${MEMORY}/stock-ledger.ts`,
    replace: 'if (bucket?.guard !== request.guard || bucket?.journal[request.entryId]) return',
    by: 'if (bucket?.journal[request.entryId]) return',
  },
  {
    name: 'the proofs of a receipt go before it is marked as applied',
    within: 3_000,
    file: `${DOMAIN}/stock/receipts.ts`,
    replace: '  await deps.receipts.markApplied(sku, receiptId);\n  await mapBounded(plan,',
    by: '  await mapBounded(plan,',
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
    name: 'stock is released twice: each release leaves a proof of its own',
    within: 3_000,
    file: `${DOMAIN}/stock/release.ts`,
    replace: '  const entryId = returnEntry(order.id);',
    by: '  const entryId = `${returnEntry(order.id)}${deps.random.id()}`;',
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
    name: 'a coupon is issued again by each worker who comes to it',
    within: 4_000,
    file: `${DOMAIN}/coupons/issue-coupon.ts`,
    replace: 'receiptId: order.id,',
    by: 'receiptId: deps.random.id(),',
  },
  {
    name: 'a discount is given without taking the coupon',
    within: 4_000,
    file: `${DOMAIN}/orders/place-order.ts`,
    replace: '...(coupon ? [{ sku: couponSku(coupon.code), quantity: 1 }] : []),',
    by: '',
  },
  {
    name: 'stock stands in a table of eventual consistency (MREC)',
    within: 3_000,
    file: `${SIMULATION}/world.ts`,
    replace: "from './stock-table'",
    by: "from './planted/stock-on-mrec'",
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
    name: 'the token of any order cancels every order',
    within: 3_000,
    file: 'lambdas/shared/http/order-token.ts',
    replace: 'if (!opens) throw',
    by: "if (!opens && token === '') throw",
  },
  {
    name: 'an order that has to wait goes back to the queue instead of being sent anew',
    within: 3_000,
    file: 'lambdas/advance-orders/advance-orders.ts',
    replace: '      return comeBack(saga, message, look);',
    by: "      throw Object.assign(new Error('come again'), { code: 'store_unavailable' });",
  },
  {
    name: 'personal data is erased while a step is owed',
    within: 3_000,
    file: `${DOMAIN}/personal-data/forget.ts`,
    replace: "if (order.work !== undefined) return { kind: 'not_yet', why: 'step_owed' };",
    by: '',
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
  {
    name: 'everybody is forgotten when one is',
    within: 3_000,
    file: `${DOMAIN}/personal-data/forget.ts`,
    replace: 'if (!isAbout(request.subject, details)) return undefined;',
    by: '',
  },
  {
    name: 'the address of goods that have not left is erased',
    within: 3_000,
    file: `${DOMAIN}/personal-data/forget.ts`,
    replace: 'return toDeliver && !undelivered ?',
    by: 'return toDeliver && !undelivered && order.version < 0 ?',
  },
];

/** Runs in which a harmless change must break nothing. */
export const HARMLESS_RUNS = 1_500;

/** Changes that cost time and break nothing: no promise rests on a clock that runs well. */
export const HARMLESS: readonly (Mutation & { readonly name: string })[] = [
  {
    name: 'settling fences attempts that are still young',
    file: `${DOMAIN}/stock/settle.ts`,
    replace: "if (verdict !== 'undecided' || now - entry.at <= deps.settings.attemptMaxMs) return verdict;",
    by: "if (verdict !== 'undecided') return verdict;",
  },
  {
    name: 'sweeps give the other Region no grace',
    file: `${DOMAIN}/orders/sweep.ts`,
    replace: 'export const GRACE_MS = 2 * 60_000;',
    by: 'export const GRACE_MS = 0;',
  },
  {
    name: 'every create goes out under a key of its own',
    file: `${DOMAIN}/orders/charge.ts`,
    replace: '`${order.id}:create:${order.tries}`',
    by: '`${order.id}:create:${deps.random.id()}`',
  },
];
