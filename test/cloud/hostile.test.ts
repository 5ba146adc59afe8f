import { connectToCloud } from '../support/cloud';
import { holdToContract } from '../support/contract/contract';
import { sendRaw, type RawAnswer } from '../support/raw-http';
import { audit, cartOf, newKey, newSku, orderOf, sell, stockOf } from '../support/shop';
import { type Attack, checkout, cart, type Refusal, type Row, type Target } from './hostile/attack';
import { BODIES } from './hostile/bodies';
import { SIGNATURES, TOKENS } from './hostile/callers';
import { CANCELLATIONS, FULFILMENTS } from './hostile/ending';
import { HEADERS } from './hostile/headers';
import { OPERATORS } from './hostile/operators';
import { PATHS } from './hostile/paths';
import { VALUES } from './hostile/values';

const cloud = connectToCloud();
let target: Target;
let before: unknown;

beforeAll(async () => {
  const sku = newSku('HOSTILE');
  await sell(cloud, sku, 10);
  const usedKey = newKey();
  const first = orderOf(await cloud.shopper(0).placeOrder(usedKey, cartOf(sku, 1)));
  const second = orderOf(await cloud.shopper(0).placeOrder(newKey(), cartOf(sku, 1)));
  const { orderId, orderToken } = first;
  target = { sku, orderId, orderToken, otherOrderId: second.orderId, usedKey };
  before = await everything();
});
afterAll(() => cloud.close());

/** Whatever a request could have changed. */
async function everything(): Promise<unknown> {
  const list = async (path: string) => (await cloud.signedFetch(0, path)).json();
  const { buckets: _journals, ...stock } = await stockOf(cloud, target.sku);
  const { checked } = await audit(cloud);
  return {
    stock,
    checked,
    orders: await Promise.all(
      [target.orderId, target.otherOrderId].map((id) => list(`/v1/admin/orders/${id}`)),
    ),
    owed: await list('/v1/admin/orders?dueBefore=9999-12-31T00%3A00%3A00Z&owed=true'),
    products: await (await fetch(`${cloud.regionUrl(0)}/v1/products?limit=100`)).json(),
    charges: await cloud.control.charges(),
  };
}

/** Stacks, files, names of what is behind the API. */
const INTERNALS = /node_modules|\bat .+:\d+:\d+|\.[jt]s\b|dynamo|arn:aws|holdfast|\bstack\b|Error:/i;

function expectRefusal(answer: RawAnswer, { status, code, ...members }: Refusal): void {
  const body = JSON.parse(answer.body) as Record<string, unknown>;
  const { type, title, status: stated = status, ...rest } = body;
  expect({ status: answer.status, stated, type, ...rest }).toEqual({
    status,
    stated: status,
    type: 'about:blank',
    code,
    ...members,
  });
  expect(title).toMatch(/^[A-Z].{10,}$/);
  expect(answer.headers['content-type']).toBe('application/problem+json');
  expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  expect(answer.headers['x-region']).toBe('us-east-1');
  expect(answer.body).not.toMatch(INTERNALS);
}

async function send(attack: Attack): Promise<RawAnswer> {
  const request = await attack(target);
  const answer = await sendRaw(cloud.regionUrl(0), request);
  holdToContract({ ...answer, method: request.method, path: request.target });
  return answer;
}

const TABLE: Readonly<Record<string, readonly Row[]>> = {
  'a body': BODIES,
  'a value': VALUES,
  'a header': HEADERS,
  'a path': PATHS,
  'a token': TOKENS,
  'a signature': SIGNATURES,
  'a cancellation': CANCELLATIONS,
  'an operator’s call': OPERATORS,
  'a fulfilment': FULFILMENTS,
};

describe.each(Object.entries(TABLE))('%s is refused', (_, rows) => {
  it.each(rows)('%s', async (_name, attack, refusal) => {
    expectRefusal(await send(attack), refusal);
  });
});

describe('all of it', () => {
  it('are more than 100 requests', () => {
    expect(Object.values(TABLE).flat().length).toBeGreaterThan(100);
  });

  it('has changed nothing in the shop', async () => {
    expect(await everything()).toEqual(before);
  });

  it('is not refused for being sent raw: the sound request is taken', async () => {
    const answer = await send(checkout(cart));
    expect(answer.status).toBe(201);
  });
});
