import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type HttpOutcome, type HttpRequest, type HttpTransport } from '../../../tools/client/http';
import { recorded } from '../../../tools/history/recorder';
import { createHistory } from '../../../tools/history/writer';
import { scratchDirectory } from '../../support/scratch-directory';

const URL_EAST = 'http://127.0.0.1:4001/prod';
const HEADER = { history: 'holdfast', version: 1, tool: 'test', startedAt: 'now', newKeys: true } as const;

/** A recorder before a transport that answers as told; its clock ticks once for each look. */
function recording(answer: (request: HttpRequest) => Promise<HttpOutcome>) {
  const path = join(scratchDirectory(), 'history.jsonl');
  const writer = createHistory(path, HEADER);
  const transport: HttpTransport = { send: answer, close: () => undefined };
  let time = 0;
  const recorder = recorded(transport, {
    writer,
    targets: [{ region: 'us-east-1', url: new URL(URL_EAST) }],
    elapsed: () => ++time,
  });
  const text = () => readFileSync(path, 'utf8');
  const lines = () =>
    text()
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => JSON.parse(line) as object);
  return { recorder, writer, text, lines };
}

const request = (
  method: HttpRequest['method'],
  path: string,
  more: Partial<HttpRequest> = {},
): HttpRequest => ({
  method,
  url: new URL(`${URL_EAST}${path}`),
  headers: {},
  body: null,
  timeoutMs: 1_000,
  ...more,
});

const answer =
  (status: number, body: object, headers: Record<string, string> = {}) =>
  async (): Promise<HttpOutcome> => ({ kind: 'answered', status, headers, body: JSON.stringify(body) });

const ORDER = {
  orderId: 'ord_1',
  orderToken: 'secret-token',
  status: 'confirmed',
  lines: [{ sku: 'A', name: 'Lamp', quantity: 2, price: 100 }],
  total: 200,
  currency: 'GBP',
};
const BODY = {
  lines: [{ sku: 'A', quantity: 2 }],
  customer: { email: 'ada@example.com', name: 'Ada' },
  payment: { token: 'pm_card_visa' },
};
const checkout = (body: object = BODY) =>
  request('POST', '/v1/orders', {
    headers: { 'idempotency-key': 'k', authorization: 'Bearer x' },
    body: JSON.stringify(body),
  });

it('writes a checkout down before it is sent, and its answer after it came', async () => {
  const { recorder, lines } = recording(answer(201, ORDER, { 'idempotency-replayed': 'true' }));

  await recorder.send(checkout());

  expect(lines()).toEqual([
    { id: 1, op: 'place', region: 'us-east-1', key: 'k', body: 1, lines: [['A', 2]], sent: 1 },
    {
      id: 1,
      status: 201,
      replayed: true,
      order: { id: 'ord_1', status: 'confirmed', lines: [['A', 2, 100]], total: 200, currency: 'GBP' },
      answered: 2,
    },
  ]);
});

it('writes no personal data and no tokens', async () => {
  const { recorder, text } = recording(answer(201, ORDER));

  await recorder.send(checkout());
  await recorder.send(
    request('GET', '/v1/orders/ord_1', { headers: { authorization: 'Bearer secret-token' } }),
  );

  expect(text()).not.toMatch(/ada|Ada|Lamp|secret-token|pm_card|Bearer/);
});

it('numbers the bodies of a key, the same goods in another order being the same', async () => {
  const { recorder, lines } = recording(answer(503, { code: 'busy' }));
  const twoLines = (...skus: string[]) => ({ ...BODY, lines: skus.map((sku) => ({ sku, quantity: 1 })) });

  await recorder.send(checkout(twoLines('A', 'B')));
  await recorder.send(checkout(twoLines('B', 'A')));
  await recorder.send(checkout({ ...twoLines('A', 'B'), payment: { token: 'pm_other' } }));

  expect(lines().filter((line) => 'op' in line)).toMatchObject([{ body: 1 }, { body: 1 }, { body: 2 }]);
});

it('knows a checkout as open as long as it is not answered', async () => {
  const { recorder, writer, lines } = recording(() => new Promise(() => undefined));

  void recorder.send(checkout());
  writer.close();

  expect(lines()).toMatchObject([{ op: 'place', sent: 1 }]);
});

it.each([
  [
    'a lost answer',
    { kind: 'unreachable', reason: 'timed_out', message: '' } as const,
    { lost: 'timed_out' },
  ],
  [
    'an order that cannot be read',
    { kind: 'answered', status: 200, headers: {}, body: '<html>' } as const,
    { lost: 'unintelligible_200' },
  ],
])('writes %s as lost', async (_name, outcome, expected) => {
  const { recorder, lines } = recording(async () => outcome);

  await recorder.send(checkout());

  expect(lines()[1]).toEqual({ id: 1, ...expected, answered: 2 });
});

it.each([
  [
    'sold out',
    checkout(),
    answer(409, { code: 'out_of_stock', lines: [{ sku: 'A', requested: 2, available: 1 }], mayReturn: true }),
    { status: 409, code: 'out_of_stock', short: [{ sku: 'A', requested: 2, available: 1 }], mayReturn: true },
  ],
  [
    'a declined order',
    checkout(),
    answer(402, { ...ORDER, status: 402, code: 'payment_declined' }),
    { status: 402, code: 'payment_declined', order: { id: 'ord_1', status: 'cancelled' } },
  ],
  [
    'stock',
    request('GET', '/v1/admin/stock/A%20B'),
    answer(200, { sku: 'A', received: 3, withdrawn: 0, available: 1, held: 0, sold: 2, buckets: [] }),
    { op: 'stock', sku: 'A B', stock: { received: 3, withdrawn: 0, available: 1, held: 0, sold: 2 } },
  ],
  [
    'a receipt',
    request('POST', '/v1/admin/stock/A/receipts', { body: '{"receiptId":"r","quantity":-3}' }),
    answer(200, { replayed: false }),
    { status: 200, replayed: false },
  ],
  [
    'an order that is cancelled',
    request('POST', '/v1/orders/ord_1/cancel'),
    answer(202, { ...ORDER, status: 'refunding' }),
    { status: 202, order: { status: 'refunding' } },
  ],
  [
    'settling',
    request('POST', '/_local/settle'),
    answer(200, { settled: true, rounds: 1 }),
    { op: 'settle', settled: true },
  ],
])('keeps of %s what a checker needs', async (_name, asked, reply, expected) => {
  const { recorder, lines } = recording(reply);

  await recorder.send(asked);

  expect(lines().at(-1)).toMatchObject(expected);
});

it('passes on what a history is not about, unwritten', async () => {
  const { recorder, lines } = recording(answer(200, { region: 'us-east-1' }));

  expect(await recorder.send(request('GET', '/health'))).toMatchObject({ status: 200 });
  expect(lines()).toEqual([]);
});
