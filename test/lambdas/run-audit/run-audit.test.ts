import { placeOrder } from '../../../lambdas/domain/orders/place-order';
import { runAuditFunction } from '../../../lambdas/run-audit/run-audit';
import { lambdaContext, sqsEvent } from '../support/events';
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
  return { shop, run: (...bodies: unknown[]) => handler(sqsEvent(...bodies), lambdaContext(900_000)) };
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
  expect(shop.telemetry.counts.get('AuditsFailed')).toBe(1);
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
