import { CONFIG } from './distribution';
import { RunningEdge } from './running-edge';

let world: RunningEdge;
beforeEach(() => {
  world = new RunningEdge();
});
afterEach(() => world.close());

describe('an error', () => {
  const get = async (url: string, path = '/v1/products', init: RequestInit = {}) =>
    (await fetch(`${url}${path}`, init)).status;

  it('is kept for 10 s, for everybody who asks for the path, wherever the function sends them', async () => {
    const url = await world.start();
    world.behaviours = { 'us-east-1': 'fails' };
    expect(await get(url)).toBe(503);
    world.pick('api-us-west-2');
    world.nowMs = 9_999;

    const headers = { 'x-shopper-id': 'ben', authorization: 'Bearer t', cookie: 'a=2' };
    const response = await fetch(`${url}/v1/products?q=other`, { headers });
    expect(response.status).toBe(503);
    expect(response.headers.get('x-cache')).toBe('Error from cloudfront');
    expect(await response.json()).toEqual({ region: 'us-east-1' });
    expect(await get(url, '/v1/products', { method: 'HEAD' })).toBe(503);
    expect(world.seen).toHaveLength(1);

    expect(await get(url, '/v1/products/CUP')).toBe(200);
    expect(await get(url, '/v1/products', { method: 'POST', body: '{}' })).toBe(200);
    world.nowMs = 10_000;
    expect(await get(url)).toBe(200);
  });

  it('of the edge itself is kept as well: nobody answered', async () => {
    const url = await world.start();
    world.behaviours = { 'us-east-1': 'breaks' };
    expect(await get(url)).toBe(502);
    world.pick('api-us-west-2');
    expect(await get(url)).toBe(502);
  });

  it('is not kept where the distribution says so, and as long as it says', async () => {
    const url = await world.start({
      ...CONFIG,
      CustomErrorResponses: [{ ErrorCode: 503, ErrorCachingMinTTL: 0 }],
    });
    world.behaviours = { 'us-east-1': 'fails' };
    expect(await get(url)).toBe(503);
    world.pick('api-us-west-2');
    expect(await get(url)).toBe(200);
  });

  it('that only a write met is kept for nobody', async () => {
    const url = await world.start();
    world.behaviours = { 'us-east-1': 'fails' };
    expect(await get(url, '/v1/products', { method: 'POST', body: '{}' })).toBe(503);
    world.behaviours = {};
    expect(await get(url)).toBe(200);
  });

  it('that a function made is never kept', async () => {
    const url = await world.start();
    expect(await get(url, '/v1/broken')).toBe(503);
    expect(await get(url, '/v1/broken')).toBe(503);
    expect(world.logged).toHaveLength(2);
  });
});
