import { type AuditReport } from '../../../lambdas/domain/audit/report';
import { admin } from './admin';

const report: AuditReport = {
  ok: true,
  oversoldUnits: 0,
  stockDifferences: [],
  chargesWithoutOrder: [],
  ordersWithoutCharge: [],
  duplicateCharges: [],
  stuckOrders: [],
  checked: { skus: 1, orders: 2, charges: 2 },
  at: '2026-01-01T00:00:00.000Z',
};

const SHOW = 'GET /v1/admin/audit/{reportId}';

it('answers with the report when it is there within 20 s', async () => {
  const { shop, call } = admin();
  const { sleep } = shop.clock;
  shop.clock.sleep = async (ms) => {
    await sleep.call(shop.clock, ms);
    const [reportId] = shop.stores.audits.started;
    if (reportId) await shop.stores.reports.save(reportId, report);
  };
  const answer = await call('GET /v1/admin/audit');
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual(report);
});

it('answers 202 with where the report will be after 20 s', async () => {
  const { shop, call } = admin();
  const before = shop.clock.now();
  const answer = await call('GET /v1/admin/audit');
  const [reportId] = shop.stores.audits.started;
  expect(answer.status).toBe(202);
  expect(answer.headers).toMatchObject({ location: `/v1/admin/audit/${reportId}` });
  expect(answer.body).toEqual({ reportId });
  expect(shop.clock.now() - before).toBe(20_000);
});

it('shows a report, 202 while it may still come, and 404 when it will not', async () => {
  const { shop, call } = admin();
  await call('GET /v1/admin/audit');
  const reportId = shop.stores.audits.started[0] ?? '';
  const show = () => call(SHOW, { path: { reportId } });
  expect(await show()).toMatchObject({ status: 202, body: { reportId } });
  shop.clock.advance(2 * 60 * 60 * 1000);
  expect(await show()).toMatchObject({ status: 404, body: { code: 'report_not_found' } });
  await shop.stores.reports.save(reportId, report);
  expect(await show()).toMatchObject({ status: 200, body: { ok: true } });
});

it('does not find what is no report id', async () => {
  const { call } = admin();
  expect(await call(SHOW, { path: { reportId: 'nonsense' } })).toMatchObject({ status: 404 });
});

it('answers 503 when the queue fails', async () => {
  const { shop, call } = admin();
  shop.broken.add('audits');
  expect(await call('GET /v1/admin/audit')).toMatchObject({
    status: 503,
    body: { code: 'store_unavailable' },
  });
});
