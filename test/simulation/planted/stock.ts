import { type PlantedBug } from './planted-bug';

const DOMAIN = 'lambdas/domain';
/** Conditions of writes: the same ones stand in DynamoDB's expressions, which the stores' contract tests hold. */
const MEMORY = 'lambdas/adapters/memory';
const SIMULATION = 'test/simulation';

/**
 * Bugs in how stock is taken, given back, settled and received, and in the conditions of the Ledger. The first four are
 * the planted bugs of the ledger model (docs/architecture.md), repeated in the real code.
 */
export const STOCK_BUGS: readonly PlantedBug[] = [
  {
    name: 'no-returns-guard: stock goes back whatever happened to the bucket since it was read',
    seed: 180,
    within: 3_000,
    file: `${MEMORY}/stock-ledger.ts`,
    replace: 'if (bucket?.guard !== request.guard || bucket.journal[request.entryId]) return',
    by: 'if (bucket === undefined || bucket.journal[request.entryId]) return',
  },
  {
    name: 'settle-returns: settling undoes the proof of a return',
    seed: 19,
    within: 3_000,
    file: `${DOMAIN}/stock/settle.ts`,
    replace:
      "if (isReturnEntry(entry.opId)) return record?.kind === 'order' && record.order.released ? 'drop' : 'leave';",
    by: "if (isReturnEntry(entry.opId)) return 'undo';",
  },
  {
    name: 'undo-unknown-commit: an attempt without an answer undoes instead of fencing itself',
    seed: 123,
    within: 3_000,
    file: `${DOMAIN}/commit.ts`,
    replace: 'return judge(await calls.fence());',
    by: "return { kind: 'lost', record: { kind: 'abandoned', fenced: [] } as Record };",
  },
  {
    name: 'early-settle: the entry of a resent request is dropped while a copy may land',
    seed: 2517,
    within: 4_000,
    file: `${DOMAIN}/stock/settle.ts`,
    replace: "return allocation.resent && now - entry.at < COPY_MAY_LAND_MS ? 'leave' : landed;",
    by: 'return landed;',
  },
  {
    name: 'a reserve request takes again although its op id is there',
    seed: 138,
    within: 3_000,
    file: `${MEMORY}/stock-ledger.ts`,
    replace: 'if (bucket?.journal[request.opId]) return reserved(bucket);',
    by: '',
  },
  {
    name: 'one op id for two requests',
    seed: 105,
    within: 4_000,
    file: `${DOMAIN}/stock/attempt.ts`,
    replace: 'this.requests += 1;',
    by: 'this.requests = 1;',
  },
  {
    name: 'a commit ignores the fence',
    seed: 69,
    within: 3_000,
    file: `${MEMORY}/order-store.ts`,
    replace: "const taken = record?.kind === 'order' || record?.fenced.includes(order.attempt);",
    by: "const taken = record?.kind === 'order';",
  },
  {
    name: 'a commit takes the place of another order',
    seed: 57,
    within: 3_000,
    file: `${MEMORY}/order-store.ts`,
    replace: "const taken = record?.kind === 'order' || record?.fenced.includes(order.attempt);",
    by: "const taken = record?.kind === 'abandoned' && record.fenced.includes(order.attempt);",
  },
  {
    name: 'an update ignores the version',
    seed: 5,
    within: 3_000,
    file: `${MEMORY}/order-store.ts`,
    replace: 'if (record.order.version !== next.version - 1)',
    by: 'if (record.order.version > next.version)',
  },
  {
    name: 'units of an entry are undone although the entry is gone',
    seed: 7,
    within: 3_000,
    file: `${MEMORY}/stock-ledger.ts`,
    replace: 'if (bucket === undefined || opIds.some((opId) => !bucket.journal[opId])) return',
    by: 'if (bucket === undefined) return',
  },
  {
    name: 'a release reads the order before the bucket',
    seed: 581,
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
    seed: 666,
    within: 3_000,
    file: `${DOMAIN}/stock/release.ts`,
    replace: "if (record?.kind === 'order' && record.order.released) return;",
    by: '',
  },
  {
    name: 'a release leaves the entries of the order behind',
    seed: 7,
    within: 3_000,
    file: `${DOMAIN}/stock/release.ts`,
    replace: 'remove: share.opIds.filter((opId) => seen.journal[opId] !== undefined),',
    by: 'remove: [],',
  },
  {
    name: 'settling undoes entries of an order that is over and not released yet',
    seed: 37,
    within: 3_000,
    file: `${DOMAIN}/stock/settle.ts`,
    replace: "return order.released ? 'undo' : 'leave';",
    by: "return 'undo';",
  },
  {
    name: 'settling drops late copies of an order that was released',
    seed: 57,
    within: 4_000,
    file: `${DOMAIN}/stock/settle.ts`,
    replace: "return order.released ? 'undo' : 'leave';",
    by: "return order.released ? 'drop' : 'leave';",
  },
  {
    name: 'settling undoes an undecided entry without fencing its attempt',
    seed: 7,
    within: 3_000,
    file: `${DOMAIN}/stock/settle.ts`,
    replace:
      "    return record?.fenced.includes(attempt) ? 'undo' : 'undecided';\n  const { order } = record;",
    by: "    return 'undo';\n  const { order } = record;",
  },
  {
    name: 'settling takes entries of other attempts for those of the order',
    seed: 19,
    within: 3_000,
    file: `${DOMAIN}/stock/settle.ts`,
    replace: "if (order.attempt !== attempt) return 'undo';",
    by: "if (order.attempt !== attempt) return 'drop';",
  },
  {
    name: 'settling leaves undecided entries for ever',
    seed: 6,
    within: 3_000,
    file: `${DOMAIN}/stock/settle.ts`,
    replace: "if (verdict !== 'undecided' || now - entry.at <= deps.settings.attemptMaxMs) return verdict;",
    by: 'if (now > 0) return verdict;',
  },
  {
    name: 'a receipt is received whatever happened to the bucket since it was read',
    seed: 167,
    within: 3_000,
    file: `${MEMORY}/stock-ledger.ts`,
    replace: 'if (bucket?.guard !== request.guard || bucket?.journal[request.entryId]) return',
    by: 'if (bucket?.journal[request.entryId]) return',
  },
  {
    name: 'the proofs of a receipt go before it is marked as applied',
    seed: 2,
    within: 3_000,
    file: `${DOMAIN}/stock/receipts.ts`,
    replace: '  await deps.receipts.markApplied(sku, receiptId);\n  await mapBounded(plan,',
    by: '  await mapBounded(plan,',
  },
  {
    name: 'stock is released twice: each release leaves a proof of its own',
    seed: 6,
    within: 3_000,
    file: `${DOMAIN}/stock/release.ts`,
    replace: '  const entryId = returnEntry(order.id);',
    by: '  const entryId = `${returnEntry(order.id)}${deps.random.id()}`;',
  },
  {
    name: 'stock stands in a table of eventual consistency (MREC)',
    seed: 1,
    within: 3_000,
    file: `${SIMULATION}/world.ts`,
    replace: "from './stock-table'",
    by: "from './planted/stock-on-mrec'",
  },
];
