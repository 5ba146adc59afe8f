import * as fc from 'fast-check';
import { connectToCloud } from '../support/cloud';
import { readDocument } from '../support/contract/document';
import { type RawRequest } from '../support/raw-http';
import { type Placed } from './hostile/requests/accepted';
import { requestOf } from './hostile/requests/draft';
import { judged, lasting } from './hostile/requests/judge';
import { operationsOf } from './hostile/requests/operations';
import { type Aim, aimAt } from './hostile/requests/shop';
import { BAD_SIGNATURES, tamperedTokens } from './hostile/requests/tampering';
import { ValidRequests } from './hostile/requests/valid';

/* Callers who may not do what they ask for. HOSTILE_SEED and HOSTILE_RUNS try others and more. */

const SEED = Number(process.env['HOSTILE_SEED'] ?? 1);
const RUNS = Number(process.env['HOSTILE_RUNS'] ?? 10);

jest.setTimeout(240_000 + RUNS * 2_000);

const cloud = connectToCloud();
const DOCUMENT = readDocument();
let aim: Aim;
let victim: Placed;
let before: unknown;

beforeAll(async () => {
  aim = await aimAt(cloud);
  victim = aim.others[0] as Placed;
  before = await state();
});
afterAll(() => cloud.close());

/** All that the calls here ask to see or to change. */
async function state(): Promise<unknown> {
  const read = async (path: string) => (await cloud.signedFetch(0, path)).json();
  const orders = [...aim.own, ...aim.others].map(({ orderId }) => read(`/v1/admin/orders/${orderId}`));
  const stock = aim.skus.map((sku) => read(`/v1/admin/stock/${sku}`));
  // Without the stock where that cannot be read within a second, as while functions start.
  const whole = async (path: string): Promise<unknown> => {
    const product = (await read(path)) as { readonly degraded: readonly string[] };
    return product.degraded.length === 0 ? product : whole(path);
  };
  const products = aim.skus.map((sku) => whole(`/v1/products/${sku}`));
  return Promise.all([...orders, ...stock, ...products]);
}

const send = (request: RawRequest) => judged(cloud.regionUrl(0), request);

const NOBODYS = `ord_${'0123456789abcdef'.repeat(2)}`;

const ASKING: readonly ((orderId: string) => Pick<RawRequest, 'method' | 'target' | 'body'>)[] = [
  (orderId) => ({ method: 'GET', target: `/v1/orders/${orderId}`, body: Buffer.alloc(0) }),
  ...['', '{}', '[]', '{"lines":[0]}', '{'].map((body) => (orderId: string) => ({
    method: 'POST',
    target: `/v1/orders/${orderId}/cancel`,
    body: Buffer.from(body),
  })),
];

const asked = (ask: (typeof ASKING)[number], orderId: string, token: string): RawRequest => ({
  ...ask(orderId),
  headers: [
    ['authorization', `Bearer ${token}`],
    ['content-type', 'application/json'],
  ],
});

describe('the order of another shopper', () => {
  it(`is answered like one that there is not, to ${2 * RUNS} tokens (seed ${SEED})`, async () => {
    const others = [...aim.own, ...aim.others.slice(1)].map(({ orderToken }) => orderToken);
    const attempts = fc.tuple(tamperedTokens(victim.orderToken, others), fc.constantFrom(...ASKING));
    const property = fc.asyncProperty(fc.noShrink(attempts), async ([token, ask]) => {
      const answer = await send(asked(ask, victim.orderId, token));
      expect([400, 401, 404]).toContain(answer.status);
      expect(lasting(answer)).toEqual(lasting(await send(asked(ask, NOBODYS, token))));
    });
    await fc.assert(property, { seed: SEED, numRuns: 2 * RUNS });
  });

  it('is not opened by any other spelling of its token', async () => {
    const spellings = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_']
      .map((last) => victim.orderToken.slice(0, -1) + last)
      .filter((token) => Buffer.from(token, 'base64url').equals(Buffer.from(victim.orderToken, 'base64url')));
    expect(spellings).toHaveLength(4);
    for (const token of spellings.filter((one) => one !== victim.orderToken))
      for (const ask of ASKING) expect((await send(asked(ask, victim.orderId, token))).status).toBe(404);
  });
});

const ADMINISTRATION = operationsOf(DOCUMENT).filter(({ security }) => security === 'operator');

describe('administration', () => {
  it.each(ADMINISTRATION.map((operation) => [operation.id, operation] as const))(
    '%s is refused to whoever has not signed it',
    async (_, operation) => {
      const example = requestOf(new ValidRequests(DOCUMENT, aim.known).exampleOf(operation));
      for (const [name, sign] of Object.entries(BAD_SIGNATURES)) {
        const { status } = await send(sign(example, new Date()));
        expect({ name, status }).toEqual({ name, status: 403 });
      }
    },
  );

  it.each(ADMINISTRATION.map((operation) => [operation.id, operation] as const))(
    '%s is refused to shoppers',
    async (_, operation) => {
      const example = requestOf(new ValidRequests(DOCUMENT, aim.known).exampleOf(operation));
      const token = ['authorization', `Bearer ${victim.orderToken}`] as const;
      expect((await send({ ...example, headers: [...example.headers, token] })).status).toBe(403);
    },
  );
});

it('none of it has changed anything', async () => {
  expect(await state()).toEqual(before);
});
