import { type LedgerScan } from '../../../lambdas/domain/audit/ledger-scan';
import { type AuditReport } from '../../../lambdas/domain/audit/report';
import { runAudit } from '../../../lambdas/domain/audit/run-audit';
import { type Order, orderKey } from '../../../lambdas/domain/orders/order';
import { releaseStock } from '../../../lambdas/domain/stock/release';
import { applyReceipt } from '../../../lambdas/domain/stock/receipts';
import { Shop } from '../shop';

let shop: Shop;
let order: Order;
beforeEach(async () => {
  shop = new Shop().stock('A', 4, 6).stock('B', 9);
  order = await shop.order({ lines: ['A', 'B'].map((sku) => ({ sku, quantity: 5 })) });
});

const audit = () => runAudit(shop.deps());

/** Changes the stock behind everybody's back. */
const tamper = (sku: string, changes: Partial<ReturnType<Shop['bucket']>>) =>
  shop.put({ ...shop.bucket(sku), ...changes });

/** Puts a charge into the provider's books that no saga made. */
const chargeBehindBack = async (orderId: string, idempotencyKey: string) => {
  const { payments } = shop.deps();
  const amount = { amount: 100, currency: 'GBP' };
  const intent = await payments.createIntent({ orderId, idempotencyKey, amount, token: 'pm_card_visa' });
  if (intent.kind === 'created') await payments.confirmIntent(intent.intentId, idempotencyKey);
};

describe('a shop in which all is well', () => {
  it('has nothing to report', async () => {
    const [declined, pending] = ['pm_card_visa_chargeDeclined', 'pm_card_visa'];
    await shop.order({ idempotencyKey: 'declined', paymentToken: declined });
    shop.lose('payments.createIntent:before');
    await shop.order({ idempotencyKey: 'pending', paymentToken: pending });
    await applyReceipt(shop.deps(), { sku: 'A', receiptId: 'in', quantity: 7 });
    await applyReceipt(shop.deps(), { sku: 'A', receiptId: 'out', quantity: -2 });
    shop.hold('A', 0, 'x.1', 1);
    expect(await audit()).toEqual({
      ...{
        ok: true,
        oversoldUnits: 0,
        stockDifferences: [],
        chargesWithoutOrder: [],
        ordersWithoutCharge: [],
      },
      ...{ duplicateCharges: [], stuckOrders: [], checked: { skus: 2, orders: 3, charges: 1 } },
      at: '2026-01-01T00:00:00.000Z',
    });
  });

  it.each([
    ['CANCELLED', 'payments.createIntent:before'],
    ['REFUNDED', 'payments.createIntent:after'],
  ] as const)('has nothing to report while stock of an order that is %s goes back', async (status, point) => {
    shop.lose(point);
    const open = await shop.order({ idempotencyKey: 'open', lines: [{ sku: 'A', quantity: 2 }] });
    shop.change(open, { status });
    expect((await audit()).ok).toBe(true);
    const [bucket = 0] =
      shop.ledger.details.get(`LINES#${open.id}#${open.attempt}`)?.allocations.map((a) => a.bucket) ?? [];
    await shop.deps().stock.giveBack({
      ...{ sku: 'A', bucket, guard: 0, entryId: `return:${open.id}`, owner: orderKey(open.id) },
      ...{ quantity: 2, remove: [], at: 0 },
    });
    expect((await audit()).ok).toBe(true);
  });

  it('has nothing to report where the proof of a return has not been cleared away', async () => {
    const deps = shop.deps();
    await releaseStock(deps, order, await deps.orders.details(order));
    shop.change(order, { status: 'REFUNDED', released: true });
    expect(shop.bucket('B').journal).toHaveProperty([`return:${order.id}`]);
    expect((await audit()).stockDifferences).toEqual([]);
  });

  it('has nothing to report while late copies of requests and withdrawals wait to be settled', async () => {
    shop.hold('A', 0, `${order.attempt}.99`, 1, { owner: orderKey(order.id) });
    shop.lose('stock.resolve:before');
    await applyReceipt(shop.deps(), { sku: 'B', receiptId: 'out', quantity: -2 });
    expect(await audit()).toMatchObject({ ok: true });
  });

  it('is gone through once, and the provider asked once', async () => {
    shop.points.length = 0;
    await audit();
    const calls = (name: string) => shop.points.filter((point) => point === `${name}:before`).length;
    expect([calls('ledger.scan'), calls('payments.listCharges')]).toEqual([4, 1]);
  });

  it('changes nothing', async () => {
    const before = JSON.stringify([...shop.ledger.buckets, ...shop.ledger.orders]);
    await audit();
    expect(JSON.stringify([...shop.ledger.buckets, ...shop.ledger.orders])).toBe(before);
  });
});

describe('an audit finds', () => {
  it.each([
    ['units that appeared', 1],
    ['units that got lost', -1],
  ])('%s', async (_, units) => {
    const { available } = shop.bucket('B');
    tamper('B', { available: available + units });
    const expected = { sku: 'B', expectedAvailable: 4, available: 4 + units };
    expect(await audit()).toMatchObject({ ok: false, oversoldUnits: 0, stockDifferences: [expected] });
  });

  it('units that were sold beyond what was received', async () => {
    tamper('B', { received: 3, available: 0 });
    expect(await audit()).toMatchObject({
      ...{ ok: false, oversoldUnits: 2 },
      stockDifferences: [{ sku: 'B', expectedAvailable: -2, available: 0 }],
    });
  });

  it('an order that was lost from the Ledger: its units are missing and its charge has no order', async () => {
    tamper('B', { journal: {} });
    shop.ledger.orders.delete(order.id);
    expect(await audit()).toMatchObject({
      ok: false,
      stockDifferences: [{ sku: 'B', expectedAvailable: 9, available: 4 }],
      chargesWithoutOrder: [{ orderId: order.id, amount: 1_000, currency: 'GBP' }],
    });
  });

  it('a confirmed order without a charge', async () => {
    shop.provider.intents.clear();
    expect(await audit()).toMatchObject({ ok: false, ordersWithoutCharge: [{ orderId: order.id }] });
  });

  it('a charge without an order', async () => {
    await chargeBehindBack('ord_unknown', 'key');
    expect(await audit()).toMatchObject({ ok: false, chargesWithoutOrder: [{ orderId: 'ord_unknown' }] });
  });

  it('a charge of a cancelled order', async () => {
    shop.change(order, { status: 'CANCELLED', released: false });
    expect(await audit()).toMatchObject({ ok: false, chargesWithoutOrder: [{ orderId: order.id }] });
  });

  it('an order that was charged twice', async () => {
    await chargeBehindBack(order.id, 'again');
    expect(await audit()).toMatchObject({ ok: false, duplicateCharges: [{ orderId: order.id }] });
  });

  it('an order that nobody takes up', async () => {
    const dueAt = shop.clock.now();
    shop.change(order, { work: { region: order.region, dueAt } });
    shop.clock.advance(10 * 60_000);
    expect(await audit()).toMatchObject({ ok: true });
    shop.clock.advance(1);
    expect(await audit()).toMatchObject({
      ok: false,
      stuckOrders: [{ orderId: order.id, status: 'CONFIRMED', dueAt }],
    });
  });
});

describe('what goes on during the scan is looked at twice', () => {
  it('stock that is sold between two pages', async () => {
    let sold = 0;
    const sell = async () => void (await shop.order({ idempotencyKey: `meanwhile ${++sold}` }));
    shop.at('ledger.scan:after', sell, 4);
    expect(await audit()).toMatchObject({ ok: true });
    expect(sold).toBe(4);
  });

  describe.each([
    ['before', ['bucket', 'order']],
    ['after', ['order', 'bucket']],
  ] as const)(
    'stock of which a unit is sold in the midst of each pass, buckets read %s orders',
    (_, kinds) => {
      let sold: number;
      beforeEach(() => (sold = 0));

      /** Reads all records of one kind, then those of the other one, and sells a unit in between. */
      const auditMeanwhile = () => {
        const { scan: all } = shop.deps();
        const recordsOf = async (kind: (typeof kinds)[number]) => {
          const pages = await Promise.all([0, 1, 2, 3].map((segment) => all.scan(segment, 4, undefined)));
          return pages.flatMap(({ records }) => records).filter((record) => record.kind === kind);
        };
        const scan: LedgerScan['scan'] = async (segment, _of, cursor) => {
          if (segment > 0) return { records: [] };
          if (cursor !== undefined) return { records: await recordsOf(kinds[1]) };
          const records = await recordsOf(kinds[0]);
          await shop.order({ idempotencyKey: `meanwhile ${++sold}`, lines: [{ sku: 'A', quantity: 1 }] });
          return { records, cursor: 'second' };
        };
        return runAudit({ ...shop.deps(), scan: { scan } });
      };

      it('is as it should be', async () => {
        expect(await auditMeanwhile()).toMatchObject({ ok: true });
        expect(sold).toBe(1);
      });

      it('is found when it differs, by as much as it does', async () => {
        const { available } = shop.bucket('A');
        tamper('A', { available: available + 1 });
        const { stockDifferences } = await auditMeanwhile();
        expect(stockDifferences).toEqual([
          { sku: 'A', expectedAvailable: 5 - sold, available: 5 - sold + 1 },
        ]);
        expect(sold).toBe(2);
      });
    },
  );

  it('a charge of an order that was placed after the scan', async () => {
    shop.at(
      'payments.listCharges:before',
      async () => void (await shop.order({ idempotencyKey: 'meanwhile' })),
    );
    expect(await audit()).toMatchObject({ ok: true, checked: { orders: 1, charges: 2 } });
  });
});

describe('a report lists a hundred of a kind, and knows of all', () => {
  const each = async (work: (n: number) => Promise<unknown> | void) => {
    for (let n = 0; n < 120; n++) await work(n);
  };
  const placed = (n: number) => shop.order({ idempotencyKey: `k${n}`, lines: [{ sku: 'C', quantity: 1 }] });

  it.each<[Exclude<keyof AuditReport, 'ok' | 'oversoldUnits' | 'checked' | 'at'>, () => Promise<void>]>([
    [
      'stockDifferences',
      () =>
        each((n) => {
          shop.stock(`S${n}`, 5);
          tamper(`S${n}`, { available: 6 });
        }),
    ],
    ['chargesWithoutOrder', () => each((n) => chargeBehindBack(`ord_${n}`, `key ${n}`))],
    [
      'ordersWithoutCharge',
      async () => {
        await each(placed);
        shop.provider.intents.clear();
      },
    ],
    ['duplicateCharges', () => each(async (n) => chargeBehindBack((await placed(n)).id, `again ${n}`))],
    [
      'stuckOrders',
      async () => {
        await each(async (n) =>
          shop.change(await placed(n), { work: { region: order.region, dueAt: shop.clock.now() } }),
        );
        shop.clock.advance(10 * 60_000 + 1);
      },
    ],
  ])('%s', async (kind, make) => {
    shop.stock('C', 200);
    await make();
    const report = await audit();
    expect([report.ok, report[kind].length]).toEqual([false, 100]);
    expect(report.checked.skus + report.checked.orders + report.checked.charges).toBeGreaterThan(120);
  });
});

describe('a difference that only one of two passes saw is none', () => {
  /** Changes a bucket after the first of the two passes over the whole Ledger, which ends with the buckets in question. */
  const afterFirstPass = (hook: () => void) => shop.at('stock.read:after', hook);

  it('as when it is mended meanwhile', async () => {
    tamper('B', { available: 5 });
    afterFirstPass(() => tamper('B', { available: 4 }));
    expect(await audit()).toMatchObject({ ok: true, stockDifferences: [] });
  });

  it('as when it is another one by then', async () => {
    tamper('B', { available: 5 });
    afterFirstPass(() => tamper('B', { available: 6 }));
    expect(await audit()).toMatchObject({ ok: true });
  });

  it('as when it is one of another SKU by then', async () => {
    tamper('B', { available: 5 });
    afterFirstPass(() => {
      tamper('B', { available: 4 });
      tamper('A', { available: shop.bucket('A').available + 1 });
    });
    expect(await audit()).toMatchObject({ ok: true });
  });

  it('as when it grew meanwhile', async () => {
    tamper('B', { received: 4, available: -1 });
    afterFirstPass(() => tamper('B', { received: 3, available: -2 }));
    expect(await audit()).toMatchObject({ ok: true, oversoldUnits: 0 });
  });

  it('as when more was sold than came in, and then came in', async () => {
    tamper('B', { received: 3, available: -2 });
    afterFirstPass(() => tamper('B', { received: 9, available: 4 }));
    expect(await audit()).toMatchObject({ ok: true, oversoldUnits: 0 });
  });
});

test.each([
  ['received', { received: 3, available: -2 }],
  ['left after a withdrawal', { withdrawn: 6, available: -2 }],
])('units that were sold beyond what was %s are told though the sums agree', async (_, changes) => {
  tamper('B', changes);
  expect(await audit()).toMatchObject({ ok: false, oversoldUnits: 2, stockDifferences: [] });
});

test('an attempt that was fenced is no order, and its units are those of its entries', async () => {
  shop.hold('A', 0, 'x.1', 1, { owner: orderKey('fenced') });
  await shop.deps().orders.fence('fenced', 'x');
  await chargeBehindBack('fenced', 'key');
  expect(await audit()).toMatchObject({
    ...{ oversoldUnits: 0, stockDifferences: [], checked: { orders: 1 } },
    chargesWithoutOrder: [{ orderId: 'fenced' }],
  });
});
