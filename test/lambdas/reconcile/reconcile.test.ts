import { MemoryReportArchive } from '../../../lambdas/adapters/memory/report-archive';
import { StoreUnavailable } from '../../../lambdas/domain/errors';
import { placeOrder } from '../../../lambdas/domain/orders/place-order';
import { type ReconcileAnswer } from '../../../lambdas/reconcile/answer';
import { reconcileFunction } from '../../../lambdas/reconcile/reconcile';
import { lambdaContext, scheduledEvent } from '../support/events';
import { memoryShop, type MemoryShop, orderBody, sell } from '../support/shop';

const HOUR_MS = 3_600_000;
const DAY = { from: '2026-01-01', to: '2026-01-02' };
const NOBODY = `ord_${'0'.repeat(32)}`;

let shop: MemoryShop;
let archive: MemoryReportArchive;
let broken: (point: string) => boolean;

/** A shop on the first of January with one order; the clock then stands at the night after it. */
beforeEach(async () => {
  shop = memoryShop();
  broken = () => false;
  archive = archiveOf();
  await sell(shop, 'mug', 10);
  const { payment, ...body } = orderBody({ sku: 'mug', quantity: 2 });
  await placeOrder(shop.deps, { ...body, idempotencyKey: 'key-1', paymentToken: payment.token });
});

const archiveOf = () =>
  new MemoryReportArchive(async (point) => {
    if (broken(point)) throw new StoreUnavailable(`${point} is broken`, 'unknown');
  });

/** Charges an order that does not exist. */
async function charge(): Promise<void> {
  const { payments } = shop.deps;
  const amount = { amount: 700, currency: 'GBP' };
  const created = await payments.createIntent({ orderId: NOBODY, idempotencyKey: 'x', amount, token: 'pm' });
  if (created.kind === 'created') await payments.confirmIntent(created.intentId, 'x');
}

const functionOf = (its: MemoryReportArchive) => {
  const { payments, orders, clock } = shop.deps;
  return reconcileFunction({
    reconcile: { payments, orders, clock, scan: shop.stores.scan, archive: its },
    doneDays: shop.stores.doneDays,
    telemetry: shop.telemetry,
  });
};

/** Asks as an operator does, the night after. */
async function ask(event: object = DAY, remainingMs = 900_000) {
  shop.clock.advance(Math.max(0, Date.UTC(2026, 0, 2, 9) - shop.clock.now()));
  const answer = await functionOf(archive)(event, lambdaContext(remainingMs));
  return answer as Exclude<ReconcileAnswer, { error: string }>;
}

/** Fires the schedule at an hour of the second of January. */
async function fire(hour = 9, day = 2, its = archive): Promise<void> {
  const now = Date.UTC(2026, 0, day, hour);
  shop.clock.advance(Math.max(0, now - shop.clock.now()));
  const result = await functionOf(its)(scheduledEvent(new Date(now).toISOString()), lambdaContext(900_000));
  expect(result).toBeUndefined();
}

const count = (name: Parameters<typeof shop.telemetry.count>[0]) => shop.telemetry.counts.get(name) ?? 0;

describe('an operator', () => {
  it('gets the report and where it is kept, and nobody gets personal data', async () => {
    await charge();
    const answer = await ask();

    expect(answer).toMatchObject({
      done: true,
      report: { charges: 2, orders: 1, refunded: [{ orderId: NOBODY, amount: 700 }] },
      location: expect.stringContaining('memory:2026-01-01T00:00:00.000Z') as string,
    });
    expect(shop.telemetry.lines.at(-1)).toMatchObject({
      level: 'info',
      message: 'reconciled',
      fields: { charges: 2, orders: 1, refunded: 1, notOurs: 0 },
    });
    expect(count('ReconciliationRuns')).toBe(0);
    for (const text of [JSON.stringify(answer), shop.telemetry.text]) expect(text).not.toContain('ada@');
  });

  it('is told at once what is wrong with the request', async () => {
    expect(await ask({ from: 'x', to: '2026-01-02' })).toEqual({
      error: expect.stringMatching(/^from: found/) as string,
    });
    expect(shop.telemetry.ended).toBe(1);
  });

  it('gets a new report for asking again, with nothing left to do', async () => {
    await charge();
    const first = await ask();
    shop.clock.advance(1_000);
    const second = await ask();
    expect(second).toMatchObject({ done: true, report: { refunded: [] } });
    expect(archive.reports.size).toBe(2);
    expect(first).not.toMatchObject({ location: (second as { location: string }).location });
  });

  it('is answered when the time that was asked for is over, and then goes on', async () => {
    await charge();
    const { scan } = shop.stores;
    const { scan: page } = scan;
    scan.scan = async (...args) => {
      shop.clock.advance(1_500);
      return page.apply(scan, args);
    };
    const first = await ask({ ...DAY, maxSeconds: 1 });
    expect(first).toEqual({
      done: false,
      progress: {
        phase: 'settling',
        from: '2026-01-01T00:00:00.000Z',
        to: '2026-01-02T00:00:00.000Z',
        startedAt: '2026-01-02T09:00:00.000Z',
        ...{
          charges: 2,
          orders: 1,
          refunded: 0,
          refundsPending: 1,
          confirmedWithoutCharge: 0,
          unverified: 0,
        },
      },
    });
    expect(await ask({ ...DAY, maxSeconds: 1 })).toMatchObject({ done: true, report: { charges: 2 } });
    expect(archive.reports.size).toBe(1);
  });

  it('is answered 15 s before the function is ended', async () => {
    expect(await ask(DAY, 15_000)).toMatchObject({ done: false, progress: { phase: 'charges' } });
  });

  it.each(['payments.listCharges', 'ledger.scan', 'orders.readMany'])(
    'is told that %s gives no answer',
    async (operation) => {
      shop.broken.add(operation);
      expect(await ask()).toMatchObject({ done: false, waitingFor: `${operation} is broken` });
      expect(shop.telemetry.lines.at(-1)).toMatchObject({ level: 'warn' });
      shop.broken.clear();
      expect(await ask()).toMatchObject({ done: true });
    },
  );

  it.each(['archive.progress:before', 'archive.saveProgress:before', 'archive.saveReport:before'])(
    'is told that %s fails',
    async (point) => {
      broken = (each) => each === point;
      expect(await ask()).toMatchObject({ done: false, waitingFor: `${point} is broken` });
      broken = () => false;
      expect(await ask()).toMatchObject({ done: true });
    },
  );

  it('may hold all refunds', async () => {
    await charge();
    const answer = await ask({ ...DAY, maxRefunds: 0 });
    expect(answer).toMatchObject({
      report: { refunded: [], refundsPending: [{ orderId: NOBODY, tries: 0 }] },
    });
    expect([count('ReconciliationRefundsPending'), count('ChargesRefundedByReconciliation')]).toEqual([1, 0]);
  });
});

describe('the schedule', () => {
  it('reconciles the days before, once, and says so for both Regions', async () => {
    await charge();
    await fire();
    expect([...shop.ledger.doneDays]).toEqual(['2025-12-30', '2025-12-31', '2026-01-01']);
    expect([...archive.reports.values()].map(({ from, refunded }) => [from, refunded.length])).toEqual([
      ['2025-12-30T00:00:00.000Z', 0],
      ['2025-12-31T00:00:00.000Z', 0],
      ['2026-01-01T00:00:00.000Z', 1],
    ]);
    expect(count('ChargesRefundedByReconciliation')).toBe(1);

    const elsewhere = archiveOf();
    await fire(11, 2, elsewhere);
    await fire(11);
    expect([archive.reports.size, elsewhere.reports.size]).toEqual([3, 0]);
    expect(await elsewhere.progress({ from: 0, to: 1 })).toBeUndefined();
    expect(count('ReconciliationRuns')).toBe(3);
  });

  it('costs three reads when all is done', async () => {
    await fire();
    let reads = 0;
    const { isDone } = shop.stores.doneDays;
    shop.stores.doneDays.isDone = (day) => ((reads += 1), isDone.call(shop.stores.doneDays, day));
    for (const port of ['payments', 'ledger', 'orders']) shop.broken.add(port);
    broken = () => true;
    await fire();
    expect(reads).toBe(3);
  });

  it('leaves a day open while a refund is, tries again, and marks it then', async () => {
    await charge();
    shop.broken.add('payments.refund');
    await fire();
    await fire(9);
    expect([...shop.ledger.doneDays]).not.toContain('2026-01-01');
    expect([count('ReconciliationRefundsPending'), count('ChargesRefundedByReconciliation')]).toEqual([2, 0]);

    shop.broken.clear();
    await fire(9, 3);
    expect([...shop.ledger.doneDays]).toContain('2026-01-01');
    expect([...shop.ledger.doneDays]).toContain('2026-01-02');
    expect(count('ChargesRefundedByReconciliation')).toBe(1);
    const [report] = [...archive.reports.values()].filter(({ refunded }) => refunded.length > 0);
    expect(report).toMatchObject({ from: '2026-01-01T00:00:00.000Z', refundsPending: [] });
  });

  it('counts confirmed orders without a charge, which is no reason to look again', async () => {
    const order = [...shop.ledger.orders.values()].flatMap((r) => (r.kind === 'order' ? [r.order] : []))[0];
    if (order) shop.ledger.orders.set(order.id, { kind: 'order', order: { ...order, intentId: 'pi_lost' } });
    // Its own charge is that of another intent now.
    await fire();
    expect(count('ConfirmedWithoutCharge')).toBe(1);
    expect(count('ChargesRefundedByReconciliation')).toBe(1);
    expect([...shop.ledger.doneDays]).toContain('2026-01-01');
  });

  it('leaves what it could not finish to its next minute', async () => {
    shop.broken.add('ledger.scan');
    await fire();
    expect([[...shop.ledger.doneDays], count('ReconciliationRuns')]).toEqual([[], 0]);
    shop.broken.clear();
    await fire();
    expect([shop.ledger.doneDays.size, count('ReconciliationRuns')]).toEqual([3, 1]);
  });

  it('goes on with what an operator began, and the other way round', async () => {
    shop.broken.add('ledger.scan');
    await ask();
    shop.clock.advance(HOUR_MS);
    shop.broken.clear();
    await fire(10);
    const [report] = [...archive.reports.values()].slice(-1);
    expect(report?.startedAt).toBe('2026-01-02T09:00:00.000Z');
  });
});
