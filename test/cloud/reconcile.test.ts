import { setTimeout as wait } from 'node:timers/promises';
import { LOCAL_OPERATOR } from '../../tools/client/credentials';
import { createSigner } from '../../tools/client/sign';
import { connectToCloud } from '../support/cloud';
import { audit, cartOf, chargesOf, CLEAN, newKey, newSku, orderOf, sell } from '../support/shop';

const cloud = connectToCloud();
afterAll(() => cloud.close());

const REGION = 'us-east-1';
const BUCKET = `holdfast-reports-000000000000-${REGION}`;
/** An address of the local cloud, by its distance from the edge's port. */
const address = (offset: number, path: string) => {
  const url = new URL(path, cloud.edgeUrl);
  url.port = String(Number(url.port) + offset);
  return url;
};

/** A call of the Region's AWS endpoint, signed as an operator's. */
async function aws(service: string, method: 'GET' | 'POST', path: string, body: string | null = null) {
  const request = { method, url: address(566, path), headers: {}, body, timeoutMs: 30_000 };
  const signed = await createSigner(REGION, LOCAL_OPERATOR, service)(request, new Date());
  return fetch(signed.url, { method, headers: { ...signed.headers }, ...(body === null ? {} : { body }) });
}

interface Finding {
  readonly orderId: string;
  readonly intentId: string;
}

interface Answer {
  readonly done: boolean;
  readonly location: string;
  readonly report: Readonly<
    Record<'refunded' | 'refundsPending' | 'confirmedWithoutCharge', readonly Finding[]>
  >;
}

/** Compares what happened since `from`, in whole seconds, to the end. */
async function reconcile(from: number, to: number): Promise<Answer> {
  const iso = (ms: number) => new Date(ms).toISOString();
  const payload = JSON.stringify({ from: iso(from), to: iso(to), graceSeconds: 0 });
  const answer = await aws('lambda', 'POST', '/2015-03-31/functions/holdfast-reconcile/invocations', payload);
  return (await answer.json()) as Answer;
}

const place = async (region: 0 | 1, sku: string) =>
  orderOf(await cloud.shopper(region).placeOrder(newKey(), cartOf(sku, 1))).orderId;

/** The provider finds a charge that it had lost. */
async function find(intentId: string): Promise<void> {
  const url = address(10, `/v1/payment_intents/${intentId}/confirm`);
  const answer = await fetch(url, { method: 'POST', headers: { authorization: 'Bearer sk_test_local' } });
  expect(answer.status).toBe(200);
}

test('a charge too many is refunded once, a charge too few is told, and the report is kept', async () => {
  const from = Math.floor(Date.now() / 1_000) * 1_000;
  const sku = newSku('RECONCILE');
  await sell(cloud, sku, 10);
  const [unpaid, twice] = [await place(0, sku), await place(1, sku)];
  await cloud.control.changeCharges({ lose: unpaid });
  await cloud.control.changeCharges({ duplicate: twice });
  // The provider counts in seconds: what happened in this one is in the range once it is over.
  const to = Math.ceil((Date.now() + 1) / 1_000) * 1_000;
  await wait(to - Date.now());
  const of = (findings: readonly Finding[], orderId: string) =>
    findings.filter((finding) => finding.orderId === orderId);

  const first = await reconcile(from, to);

  expect(first).toMatchObject({ done: true, report: { refundsPending: [] } });
  expect(of(first.report.refunded, twice)).toMatchObject([{ amount: 500, reason: 'duplicate' }]);
  expect(of(first.report.confirmedWithoutCharge, unpaid)).toMatchObject([{ state: 'no_charge' }]);
  const statuses = async () => (await chargesOf(cloud, twice)).map(({ status }) => status).sort();
  expect(await statuses()).toEqual(['refunded', 'succeeded']);

  const again = await reconcile(from, to);

  expect(of(again.report.refunded, twice)).toEqual([]);
  expect(of(again.report.confirmedWithoutCharge, unpaid)).toHaveLength(1);
  expect(await statuses()).toEqual(['refunded', 'succeeded']);
  expect(again.location).not.toBe(first.location);
  for (const { location, report } of [first, again]) {
    expect(location).toMatch(`s3://${BUCKET}/reconciliation/reports/`);
    const kept = await aws('s3', 'GET', new URL(location).pathname.replace(/^/, `/${BUCKET}`));
    expect([kept.status, await kept.json()]).toEqual([200, report]);
  }

  await find(of(first.report.confirmedWithoutCharge, unpaid)[0]?.intentId ?? '');
  expect(of((await reconcile(from, to)).report.confirmedWithoutCharge, unpaid)).toEqual([]);
  expect(await audit(cloud)).toMatchObject(CLEAN);
});

test('a request that makes no sense is answered with what is wrong', async () => {
  const answer = await aws(
    'lambda',
    'POST',
    '/2015-03-31/functions/holdfast-reconcile/invocations',
    '{"from":"2026-01-01"}',
  );
  expect(await answer.json()).toEqual({
    error: expect.stringMatching(/^to: found nothing; allowed/) as string,
  });
});
