import { randomUUID } from 'node:crypto';
import { connectToCloud } from '../support/cloud';
import { newSku } from '../support/shop';

const cloud = connectToCloud();
afterEach(() => cloud.putFaults({}));
afterAll(() => cloud.close());

const EAST = cloud.regionUrl(0);
const WEST = cloud.regionUrl(1);
const REGIONS = [EAST, WEST] as const;

/** Makes a product, or gives it another price. */
async function price(sku: string, amount: number): Promise<void> {
  const response = await cloud.signedFetch(0, `/v1/admin/products/${sku}`, {
    method: 'PUT',
    body: JSON.stringify({ name: `Test ${sku}`, price: amount, currency: 'GBP' }),
    headers: { 'content-type': 'application/json' },
  });
  expect(response.status).toBe(200);
}

/** One product for each name, at 500 pence. */
async function products<Name extends string>(...names: readonly Name[]): Promise<Record<Name, string>> {
  const skus = names.map((name) => [name, newSku(`CART-${name}`)] as const);
  for (const [, sku] of skus) await price(sku, 500);
  return Object.fromEntries(skus) as Record<Name, string>;
}

interface CartAnswer {
  readonly status: number;
  readonly region: string | null;
  readonly body: Readonly<Record<string, unknown>>;
}

async function answerOf(response: Response): Promise<CartAnswer> {
  const body = (await response.json()) as CartAnswer['body'];
  return { status: response.status, region: response.headers.get('x-region'), body };
}

const item = (cartId: string, sku: string) => `/v1/carts/${cartId}/items/${encodeURIComponent(sku)}`;

/** A cart as a shopper's device sees it through one address. */
const device = (url: string, cartId: string) => ({
  show: async () => answerOf(await fetch(`${url}/v1/carts/${cartId}`)),
  put: async (sku: string, quantity: number) => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ quantity });
    return answerOf(await fetch(`${url}${item(cartId, sku)}`, { method: 'PUT', headers, body }));
  },
  remove: async (sku: string) => answerOf(await fetch(`${url}${item(cartId, sku)}`, { method: 'DELETE' })),
});

/** Quantities of a cart that was answered with 200. */
function quantitiesIn({ status, body }: CartAnswer): Record<string, number> {
  expect([status, body]).toEqual([200, expect.objectContaining({ unavailable: [] })]);
  const lines = body['lines'] as readonly { sku: string; quantity: number }[];
  return Object.fromEntries(lines.map(({ sku, quantity }) => [sku, quantity]));
}

describe('a cart', () => {
  it('is made, changed, priced anew and emptied, and both regions show it', async () => {
    const { mug, cup } = await products('mug', 'cup');
    const cartId = randomUUID();
    const [east, west] = [device(EAST, cartId), device(WEST, cartId)];
    expect(await east.show()).toMatchObject({ status: 404, body: { code: 'cart_not_found' } });

    const made = await east.put(mug, 2);
    expect(made).toMatchObject({
      status: 200,
      region: 'us-east-1',
      body: {
        cartId,
        lines: [{ sku: mug, name: `Test ${mug}`, quantity: 2, price: 500, lineTotal: 1_000 }],
        total: 1_000,
        currency: 'GBP',
        unavailable: [],
      },
    });
    expect(await west.show()).toEqual({ ...made, region: 'us-west-2' });

    expect(quantitiesIn(await west.put(cup, 1))).toEqual({ [mug]: 2, [cup]: 1 });
    expect(quantitiesIn(await west.put(mug, 5))).toEqual({ [mug]: 5, [cup]: 1 });
    await price(mug, 700);
    for (const { show } of [east, west]) expect(await show()).toMatchObject({ body: { total: 4_000 } });

    expect(quantitiesIn(await east.remove(mug))).toEqual({ [cup]: 1 });
    expect(quantitiesIn(await west.remove(cup))).toEqual({});
    expect(quantitiesIn(await east.remove(cup))).toEqual({});
    expect(quantitiesIn(await east.show())).toEqual({});
  });

  it('takes lines from many devices at once, in both regions', async () => {
    const skus = Object.values(await products('a', 'b', 'c', 'd', 'e', 'f'));
    const cartId = randomUUID();

    await Promise.all(
      skus.map((sku, index) => device(REGIONS[index % 2] ?? EAST, cartId).put(sku, index + 1)),
    );

    const all = Object.fromEntries(skus.map((sku, index) => [sku, index + 1]));
    for (const url of REGIONS) expect(quantitiesIn(await device(url, cartId).show())).toEqual(all);
  });
});

describe('a cart survives its region', () => {
  it.each([
    ['us-east-1', EAST, WEST, 'us-west-2'],
    ['us-west-2', WEST, EAST, 'us-east-1'],
  ])('when %s goes down', async (down, home, other, survivor) => {
    const { mug, cup } = await products('mug', 'cup');
    const cartId = randomUUID();
    await device(home, cartId).put(mug, 3);

    await cloud.putFaults({ regions: { [down]: 'down' } });
    await expect(device(home, cartId).show()).rejects.toThrow();
    expect(quantitiesIn(await device(other, cartId).show())).toEqual({ [mug]: 3 });
    // Reads go through at once; writes do when the probe has moved the shopper (region-loss.test.ts).
    const throughEdge = await device(cloud.edgeUrl, cartId).show();
    expect(throughEdge.region).toBe(survivor);
    expect(quantitiesIn(await device(other, cartId).put(cup, 4))).toEqual({ [mug]: 3, [cup]: 4 });

    await cloud.putFaults({});
    expect(await cloud.control.settle()).toMatchObject({ body: { settled: true } });
    expect(quantitiesIn(await device(home, cartId).show())).toEqual({ [mug]: 3, [cup]: 4 });
  });

  it('when it is cut off: both sides go on, and afterwards both have every line', async () => {
    const { mug, cup, jug, pan } = await products('mug', 'cup', 'jug', 'pan');
    const cartId = randomUUID();
    const [east, west] = [device(EAST, cartId), device(WEST, cartId)];
    await east.put(mug, 1);
    await east.put(pan, 1);

    await cloud.putFaults({ regions: { 'us-east-1': 'isolated' } });
    expect(quantitiesIn(await east.put(cup, 2))).toEqual({ [mug]: 1, [pan]: 1, [cup]: 2 });
    expect(quantitiesIn(await east.remove(pan))).toEqual({ [mug]: 1, [cup]: 2 });
    expect(quantitiesIn(await west.put(jug, 3))).toEqual({ [mug]: 1, [pan]: 1, [jug]: 3 });
    expect(quantitiesIn(await west.put(mug, 9))).toEqual({ [mug]: 9, [pan]: 1, [jug]: 3 });

    await cloud.putFaults({});
    expect(await cloud.control.settle()).toMatchObject({ body: { settled: true } });
    for (const { show } of [east, west])
      expect(quantitiesIn(await show())).toEqual({ [mug]: 9, [cup]: 2, [jug]: 3 });
  });

  it('when it was made on both sides of the cut', async () => {
    const { mug, cup } = await products('mug', 'cup');
    const cartId = randomUUID();
    const [east, west] = [device(EAST, cartId), device(WEST, cartId)];

    await cloud.putFaults({ regions: { 'us-west-2': 'isolated' } });
    expect(quantitiesIn(await west.put(cup, 2))).toEqual({ [cup]: 2 });
    expect(quantitiesIn(await east.put(mug, 1))).toEqual({ [mug]: 1 });

    await cloud.putFaults({});
    expect(await cloud.control.settle()).toMatchObject({ body: { settled: true } });
    for (const { show } of [east, west]) expect(quantitiesIn(await show())).toEqual({ [mug]: 1, [cup]: 2 });
  });
});

describe('a bad request', () => {
  const JSON_TYPE = 'application/json';
  const CART = 'c0ffee00-0000-4000-8000-000000000000';
  const ONE = '{"quantity":1}';
  const itemPath = (cartId: string, sku: string) => `/v1/carts/${cartId}/items/${sku}`;

  it.each([
    ['GET', '/v1/carts/my-cart', null, null, 400, 'invalid_request'],
    ['GET', `/v1/carts/${CART}0`, null, null, 400, 'invalid_request'],
    ['GET', `/v1/carts/${CART}`, null, null, 404, 'cart_not_found'],
    ['DELETE', itemPath(CART, 'ANY'), null, null, 404, 'cart_not_found'],
    ['DELETE', itemPath('my-cart', 'ANY'), null, null, 400, 'invalid_request'],
    ['DELETE', itemPath(CART, 'no%20sku'), null, null, 400, 'invalid_request'],
    ['PUT', itemPath('my-cart', 'ANY'), JSON_TYPE, ONE, 400, 'invalid_request'],
    ['PUT', itemPath(CART, 'no%20sku'), JSON_TYPE, ONE, 400, 'invalid_request'],
    ['PUT', itemPath(CART, 'a%2Fb'), JSON_TYPE, ONE, 400, 'invalid_request'],
    ['PUT', itemPath(CART, 'x'.repeat(65)), JSON_TYPE, ONE, 400, 'invalid_request'],
    ['PUT', itemPath(CART, 'NO-SUCH-SKU'), JSON_TYPE, ONE, 404, 'unknown_product'],
    ['PUT', itemPath(CART, 'ANY'), JSON_TYPE, '{"quantity":0}', 400, 'invalid_request'],
    ['PUT', itemPath(CART, 'ANY'), JSON_TYPE, '{"quantity":-1}', 400, 'invalid_request'],
    ['PUT', itemPath(CART, 'ANY'), JSON_TYPE, '{"quantity":1.5}', 400, 'invalid_request'],
    ['PUT', itemPath(CART, 'ANY'), JSON_TYPE, '{"quantity":100001}', 400, 'invalid_request'],
    ['PUT', itemPath(CART, 'ANY'), JSON_TYPE, '{"quantity":"1"}', 400, 'invalid_request'],
    ['PUT', itemPath(CART, 'ANY'), JSON_TYPE, '{"quantity":null}', 400, 'invalid_request'],
    ['PUT', itemPath(CART, 'ANY'), JSON_TYPE, '{"quantity":1,"price":1}', 400, 'invalid_request'],
    ['PUT', itemPath(CART, 'ANY'), JSON_TYPE, '{}', 400, 'invalid_request'],
    ['PUT', itemPath(CART, 'ANY'), JSON_TYPE, '[]', 400, 'invalid_request'],
    ['PUT', itemPath(CART, 'ANY'), JSON_TYPE, '{"quantity":', 400, 'invalid_request'],
    ['PUT', itemPath(CART, 'ANY'), JSON_TYPE, null, 400, 'invalid_request'],
    ['PUT', itemPath(CART, 'ANY'), 'text/plain', ONE, 415, 'unsupported_media_type'],
    ['PUT', `/v1/carts/${CART}`, JSON_TYPE, ONE, 403, 'missing_authentication'],
    ['POST', itemPath(CART, 'ANY'), JSON_TYPE, ONE, 403, 'missing_authentication'],
  ])('%s %s (%s) %s is answered %i %s', async (method, path, type, body, status, code) => {
    const headers = type === null ? {} : { 'content-type': type };
    const response = await fetch(`${EAST}${path}`, { method, headers, body });

    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await answerOf(response)).toMatchObject({ status, region: 'us-east-1', body: { code } });
  });

  it('makes no cart', async () => {
    expect((await device(WEST, CART).show()).status).toBe(404);
  });
});
