import { connectToCloud, type TestCloud } from '../support/cloud';

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
    expect((await fetch(`${cloud.edgeUrl}/v1/admin/audit`)).status).toBe(403);
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

describe('the edge', () => {
  it('serves the shop from the first region, and from the second while the first is down', async () => {
    expect(await healthThrough(cloud.edgeUrl)).toMatchObject({ region: 'us-east-1' });

    await cloud.putFaults({ regions: { 'us-east-1': 'down' } });
    expect(await healthThrough(cloud.edgeUrl)).toMatchObject({ region: 'us-west-2' });
    await expect(fetch(`${cloud.regionUrl(0)}/health`)).rejects.toThrow();

    await cloud.putFaults({});
    expect(await healthThrough(cloud.regionUrl(0))).toMatchObject({ region: 'us-east-1' });
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
