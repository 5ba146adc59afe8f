import { placeOrder } from '../../../lambdas/domain/orders/place-order';
import { runAuditFunction } from '../../../lambdas/run-audit/run-audit';
import { differencesIn } from '../../../lambdas/domain/audit/report';
import { REPORT_ID_PATTERN } from '../../../lambdas/shared/report-id';
import { lambdaContext, scheduledEvent, sqsEvent } from '../support/events';
import { memoryShop, orderBody, sell } from '../support/shop';

const REPORT_ID = 'mjuzfpc0-0123456789abcdef';

async function shopWithOrder() {
  const shop = memoryShop();
  await sell(shop, 'mug', 10);
  const { payment, ...body } = orderBody({ sku: 'mug', quantity: 2 });
  await placeOrder(shop.deps, { ...body, idempotencyKey: 'key-1', paymentToken: payment.token });
  const handler = runAuditFunction({
    audit: { ...shop.deps, scan: shop.stores.scan },
    reports: shop.stores.reports,
    telemetry: shop.telemetry,
  });
  const run = (...bodies: unknown[]) => handler(sqsEvent(...bodies), lambdaContext(900_000));
  const runDaily = () => handler(scheduledEvent('2026-01-01T08:20:00Z'), lambdaContext(900_000));
  return { shop, run, runDaily };
}

it('saves the report under its id', async () => {
  const { shop, run } = await shopWithOrder();
  expect(await run({ reportId: REPORT_ID })).toEqual({ batchItemFailures: [] });
  expect(shop.ledger.reports.get(REPORT_ID)).toMatchObject({
    ok: true,
    oversoldUnits: 0,
    checked: { skus: 1, orders: 1, charges: 1 },
  });
});

it('counts an audit that found something', async () => {
  const { shop, run } = await shopWithOrder();
  const [key, bucket] = [...shop.ledger.buckets][0] ?? [];
  if (key && bucket) shop.ledger.buckets.set(key, { ...bucket, available: bucket.available + 5 });
  await run({ reportId: REPORT_ID });
  expect(shop.ledger.reports.get(REPORT_ID)).toMatchObject({ ok: false });
  expect([...shop.telemetry.counts]).toEqual([
    ['AuditRuns', 1],
    ['AuditDifferences', 1],
    ['AuditsFailed', 1],
  ]);
});

it('sends the message back when the audit could not be made', async () => {
  const { shop, run } = await shopWithOrder();
  shop.broken.add('ledger.scan');
  expect(await run({ reportId: REPORT_ID })).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
});

it('sends back what is no message of its queue', async () => {
  const { run } = await shopWithOrder();
  expect(await run({ reportId: '../x' })).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
});

it('counts an audit that found nothing, and that it did not', async () => {
  const { shop, run } = await shopWithOrder();
  await run({ reportId: REPORT_ID });
  expect([...shop.telemetry.counts]).toEqual([
    ['AuditRuns', 1],
    ['AuditDifferences', 0],
    ['AuditsFailed', 0],
  ]);
});

it('counts no audit that could not be made', async () => {
  const { shop, run } = await shopWithOrder();
  shop.broken.add('ledger.scan');
  await run({ reportId: REPORT_ID });
  expect([...shop.telemetry.counts]).toEqual([]);
});

it('audits by itself when its schedule fires, under an id that its log line names', async () => {
  const { shop, runDaily } = await shopWithOrder();
  expect(await runDaily()).toBeUndefined();
  const [[reportId, report] = []] = [...shop.ledger.reports];
  expect(reportId).toMatch(REPORT_ID_PATTERN);
  expect(report).toMatchObject({ ok: true });
  expect(shop.telemetry.lines).toMatchObject([{ message: 'audited', fields: { reportId, differences: 0 } }]);
  expect(shop.telemetry.counts.get('AuditRuns')).toBe(1);
});

it('fails when its schedule fires and it cannot audit: Lambda repeats it', async () => {
  const { shop, runDaily } = await shopWithOrder();
  shop.broken.add('ledger.scan');
  await expect(runDaily()).rejects.toThrow('ledger.scan is broken');
});

it('takes every contradiction of the books for a difference, and an order that is stuck for none', () => {
  const nothing = {
    ...{ ok: false, oversoldUnits: 0, stockDifferences: [], chargesWithoutOrder: [] },
    ...{ ordersWithoutCharge: [], duplicateCharges: [] },
    stuckOrders: [{ orderId: 'ord_1', status: 'OPEN', dueAt: 0 }],
    checked: { skus: 1, orders: 1, charges: 1 },
    at: '2026-01-01T00:00:00Z',
  };
  const charge = { intentId: 'pi_1', amount: 1, currency: 'GBP' };
  const all = {
    ...nothing,
    oversoldUnits: 5,
    stockDifferences: [{ sku: 'mug', expectedAvailable: 1, available: 2 }],
    chargesWithoutOrder: [charge, charge],
    ordersWithoutCharge: [{ orderId: 'ord_2' }],
    duplicateCharges: [{ orderId: 'ord_3', intentIds: ['pi_2', 'pi_3'] }],
  };
  expect([differencesIn(nothing), differencesIn(all)]).toEqual([0, 6]);
});
