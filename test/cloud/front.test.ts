import { connectToCloud, type TestCloud } from '../support/cloud';
import { putRouting, whileRouted } from '../support/routing';

/** A busy machine takes seconds to start the functions' processes. */

let cloud: TestCloud;

beforeAll(() => {
  cloud = connectToCloud();
});

afterEach(() => cloud.putFaults({}));
afterAll(() => cloud.close());

interface Health {
  readonly region: string;
}

const healthThrough = async (url: string) => (await (await fetch(`${url}/health`)).json()) as Health;

describe('administration', () => {
  it('is refused to the unsigned, with the code that unknown routes have too', async () => {
    for (const path of ['/v1/admin/audit', '/v1/nothing']) {
      const response = await fetch(`${cloud.regionUrl(0)}${path}`);
      expect(response.status).toBe(403);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(response.headers.get('x-region')).toBe('us-east-1');
      expect(response.headers.get('x-request-id')).toBeTruthy();
      expect(await response.json()).toMatchObject({ code: 'missing_authentication' });
    }
  });

  it('is refused at the edge, signed or not', async () => {
    const { headers } = await cloud.sign(0, '/v1/admin/audit');
    for (const init of [{}, { headers: { ...headers } }]) {
      const response = await fetch(`${cloud.edgeUrl}/v1/admin/audit`, init);
      expect(response.status).toBe(403);
      expect(response.headers.get('x-region')).toBe('edge');
      expect(response.headers.get('x-request-id')).toBeTruthy();
      expect(await response.json()).toMatchObject({ code: 'forbidden' });
    }
  });

  it('is refused in a region that a call was not signed for', async () => {
    const request = await cloud.sign(0, '/v1/admin/orders');
    const elsewhere = new URL('/v1/admin/orders', cloud.regionUrl(1));
    expect((await fetch(elsewhere, { headers: request.headers })).status).toBe(403);
  });

  it('is open to the signed', async () => {
    expect((await cloud.signedFetch(0, '/v1/admin/stock/NO-SUCH-SKU')).status).not.toBe(403);
  });
});

const asShopper = (shopper: string) => ({ headers: { 'x-shopper-id': shopper } });
const SHOPPERS = Array.from({ length: 8 }, (_, index) => `shopper-${index}`);

/** Who answers each of the shoppers: API Gateway itself, since a read goes elsewhere while a function starts for 3 s. */
const regionsThroughEdge = () =>
  Promise.all(
    SHOPPERS.map(async (shopper) => {
      const response = await fetch(`${cloud.edgeUrl}/v1/no-such-route`, asShopper(shopper));
      await response.arrayBuffer();
      return response.headers.get('x-region');
    }),
  );

describe('the edge', () => {
  // An earlier file may have left a region out for some seconds more.
  beforeEach(() => putRouting(cloud, [true, true]));

  it('serves shoppers from both regions, each from the same one again', async () => {
    const [regions, again] = await whileRouted(cloud, [true, true], async () => [
      await regionsThroughEdge(),
      await regionsThroughEdge(),
    ]);
    expect(new Set(regions)).toEqual(new Set(['us-east-1', 'us-west-2']));
    expect(again).toEqual(regions);
  });

  it('sends nobody to a region that the routing has out', async () => {
    const regions = await whileRouted(cloud, [false, true], regionsThroughEdge);
    expect(new Set(regions)).toEqual(new Set(['us-west-2']));
  });

  it('keeps no error of a region beyond the switch to the other one', async () => {
    const path = `${cloud.edgeUrl}/v1/products/kept-by-nobody`;
    await cloud.putFaults({ regions: { 'us-east-1': 'down' } });
    const before = await whileRouted(cloud, [true, false], () => fetch(path));
    const after = await whileRouted(cloud, [false, true], () => fetch(path));

    expect([before.status, before.headers.get('x-region')]).toEqual([502, 'edge']);
    expect([after.status, after.headers.get('x-region')]).toEqual([404, 'us-west-2']);
  });

  it('serves every page of the storefront as its one document, with what the browser is to hold it to', async () => {
    const [start, product] = await Promise.all(
      ['/', '/products/cable-1.5m'].map((path) => fetch(`${cloud.edgeUrl}${path}`)),
    );
    expect([start?.status, product?.status]).toEqual([200, 200]);
    expect(await product?.text()).toBe(await start?.text());
    expect(start?.headers.get('cache-control')).toBe('no-cache');
    expect(start?.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('serves pages and reads while a region is down; what it cannot write it says at once', async () => {
    const before = await regionsThroughEdge();
    await cloud.putFaults({ regions: { 'us-east-1': 'down' } });

    expect(new Set(await regionsThroughEdge())).toEqual(new Set(['us-west-2']));
    expect((await fetch(cloud.edgeUrl)).status).toBe(200);
    const lost = SHOPPERS[before.indexOf('us-east-1')] ?? '';
    const write = await fetch(`${cloud.edgeUrl}/v1/orders`, { method: 'POST', ...asShopper(lost) });
    // The probe of the other region may have moved the shopper already.
    expect([502, 400]).toContain(write.status);
    await expect(fetch(`${cloud.regionUrl(0)}/health`)).rejects.toThrow();

    await cloud.putFaults({});
    expect(await healthThrough(cloud.regionUrl(0))).toMatchObject({ region: 'us-east-1' });
  });
});

describe('the web ACLs', () => {
  const orders = (url: string, count: number, address: string, headers = {}) =>
    Promise.all(
      Array.from({ length: count }, async () => {
        const init = { method: 'POST', headers: { 'x-local-client-ip': address, ...headers } };
        const response = await fetch(`${url}/v1/orders`, init);
        await response.arrayBuffer();
        return response.status;
      }),
    );
  const blocked = (statuses: readonly number[]) => statuses.filter((status) => status === 429).length;

  it.each([
    ['the edge', () => cloud.edgeUrl, '203.0.113.1'],
    ['a region', () => cloud.regionUrl(0), '203.0.113.2'],
  ])('of %s let one address place 60 orders a minute', async (_, url, address) => {
    expect(blocked(await orders(url(), 65, address))).toBe(5);
    const response = await fetch(`${url()}/v1/orders`, {
      method: 'POST',
      headers: { 'x-local-client-ip': address },
    });
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '60']);
    expect(await response.json()).toMatchObject({ code: 'throttled' });
  });

  it('count nobody who names no address', async () => {
    expect(blocked(await orders(cloud.regionUrl(0), 65, ''))).toBe(0);
  });
});

describe('the control API', () => {
  it('shows regions, queues and faults', async () => {
    await cloud.putFaults({ payments: { mode: 'slow', latencyMs: 5 } });
    const state = (await (await fetch(`${cloud.edgeUrl}/_local/state`)).json()) as Record<string, unknown>;

    expect(state).toMatchObject({
      regions: { 'us-east-1': { status: 'up' }, 'us-west-2': { status: 'up' } },
      faults: { payments: { mode: 'slow', latencyMs: 5, rate: 1 } },
    });
    expect(Object.keys(state['queues'] as object)).toContain('us-west-2/holdfast-orders-dlq');
  });

  it('settles when nothing is owed', async () => {
    expect(await cloud.control.settle()).toMatchObject({ kind: 'answered', body: { settled: true } });
  });
});
