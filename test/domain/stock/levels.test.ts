import { receiptKey } from '../../../lambdas/domain/stock/attempt';
import { stockLevels } from '../../../lambdas/domain/stock/levels';
import { applyReceipt } from '../../../lambdas/domain/stock/receipts';
import { EAST, Shop, WEST } from '../shop';

let shop: Shop;
beforeEach(() => {
  shop = new Shop().stock('A', 4, 6);
});

const levels = () => stockLevels(shop.deps(), 'A');

test('a SKU that never had stock has no levels', async () => {
  expect(await stockLevels(shop.deps(), 'NEW')).toBeUndefined();
});

test('units are told by bucket', async () => {
  shop.hold('A', 1, 'x.1', 2);
  expect(await levels()).toMatchObject({
    ...{ received: 10, withdrawn: 0, available: 8, held: 2, sold: 0 },
    buckets: [
      { bucket: 0, available: 4, journal: 0 },
      { bucket: 1, available: 4, journal: 1 },
    ],
  });
});

test('a confirmed order has sold its units, before and after its entries are settled', async () => {
  await shop.order({ lines: [{ sku: 'A', quantity: 3 }] });
  expect(await levels()).toMatchObject({ available: 7, held: 0, sold: 3 });
  for (const bucket of [0, 1]) shop.put({ ...shop.bucket('A', bucket), journal: {} });
  expect(await levels()).toMatchObject({ available: 7, held: 0, sold: 3 });
});

test.each(['OPEN', 'VOIDING', 'REFUNDING'] as const)(
  'an order that is %s holds its units',
  async (status) => {
    const order = await shop.order({ lines: [{ sku: 'A', quantity: 3 }] });
    shop.change(order, { status, work: { region: order.region, dueAt: 0 } });
    expect(await levels()).toMatchObject({ available: 7, held: 3, sold: 0 });
  },
);

test('an order that was cancelled holds its units bucket by bucket, until each is given back', async () => {
  shop.lose('payments.createIntent:before');
  const order = await shop.order({ lines: [{ sku: 'A', quantity: 9 }] });
  shop.change(order, { status: 'CANCELLED' });
  expect(await levels()).toMatchObject({ available: 1, held: 9, sold: 0 });
  await shop.deps().stock.giveBack({
    ...{ sku: 'A', bucket: 0, guard: 0, entryId: `return:${order.id}`, owner: `ORDER#${order.id}` },
    ...{ quantity: 4, remove: [], at: 0 },
  });
  expect(await levels()).toMatchObject({ available: 5, held: 5, sold: 0 });
});

test.each([EAST, WEST])(
  'an open order holds its units once its entries are settled: in %s',
  async (region) => {
    const order = await shop.order({ lines: [{ sku: 'A', quantity: 3 }] });
    shop.change(order, { status: 'OPEN', work: { region, dueAt: shop.clock.now() + 60_000 } });
    for (const bucket of [0, 1]) shop.put({ ...shop.bucket('A', bucket), journal: {} });
    expect(await levels()).toMatchObject({ available: 7, held: 3, sold: 0 });
  },
);

test('an order holds of each SKU what it took of it', async () => {
  shop.stock('B', 9);
  const lines = [
    { sku: 'A', quantity: 3 },
    { sku: 'B', quantity: 2 },
  ];
  const order = await shop.order({ lines });
  shop.change(order, { status: 'REFUNDING' });
  expect(await levels()).toMatchObject({ held: 3 });
  expect(await stockLevels(shop.deps(), 'B')).toMatchObject({ held: 2 });
});

test('an attempt that was fenced holds its units until they are settled', async () => {
  shop.hold('A', 0, 'x.1', 2, { owner: 'ORDER#o' });
  await shop.deps().orders.fence('o', 'x');
  expect(await levels()).toMatchObject({ available: 8, held: 2, sold: 0 });
});

test('stock that is coming in is held by nobody', async () => {
  shop.lose('receipts.markApplied:before');
  await applyReceipt(shop.deps(), { sku: 'A', receiptId: 'r', quantity: 5 });
  expect(await levels()).toMatchObject({ received: 15, available: 15, held: 0, sold: 0 });
});

test('buckets are told in the order of their numbers, however the store reads them', async () => {
  const deps = shop.deps();
  const read: typeof deps.stock.read = async (ids) => (await deps.stock.read(ids)).reverse();
  const stock = Object.assign(Object.create(deps.stock) as typeof deps.stock, { read });
  expect((await stockLevels({ ...deps, stock }, 'A'))?.buckets).toMatchObject([{ bucket: 0 }, { bucket: 1 }]);
});

test('a withdrawal that is recorded holds its units until they are taken out', async () => {
  shop.lose('stock.resolve:before');
  await applyReceipt(shop.deps(), { sku: 'A', receiptId: 'r', quantity: -3 });
  expect(await levels()).toMatchObject({ received: 10, withdrawn: 0, available: 7, held: 3, sold: 0 });
});

test('late copies of requests are held until they are settled', async () => {
  const order = await shop.order();
  shop.hold('A', 0, `${order.attempt}.99`, 2, { owner: `ORDER#${order.id}` });
  expect(await levels()).toMatchObject({ available: 7, held: 2, sold: 1 });
});

test('a withdrawal under way holds its units, and takes them out in the end', async () => {
  shop.hold('A', 0, 'w.1', 2, { owner: receiptKey('A', 'other') });
  await applyReceipt(shop.deps(), { sku: 'A', receiptId: 'r', quantity: -3 });
  expect(await levels()).toMatchObject({ received: 10, withdrawn: 3, available: 5, held: 2, sold: 0 });
});
