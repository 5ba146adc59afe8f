import { routeApiCode } from '../../../lib/edge/function-code';
import { type Direction, type Stored, running, viewerEvent } from './cloudfront';

const [EAST, WEST] = ['us-east-1', 'us-west-2'];
const routeApi = running(routeApiCode({ regions: [EAST, WEST], byDns: false }));
const byDns = running(routeApiCode({ regions: [EAST, WEST], byDns: true }));

/** Routing data as the probes write it. */
const entries = (values: Readonly<Record<string, object>>): Stored =>
  Object.fromEntries(Object.entries(values).map(([region, value]) => [region, JSON.stringify(value)]));

const weights = (east: number, west: number): Stored =>
  entries({ [EAST]: { in: true, weight: east }, [WEST]: { in: true, weight: west } });

/** Random enough for ids, and the same in every run (a linear congruential generator, Numerical Recipes). */
function idsFrom(seed: number, count: number): string[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return `shopper-${state.toString(16)}`;
  });
}

const SEED = 20_261_121;
const SHOPPERS = idsFrom(SEED, 2_000);

/** The Region that a shopper's writes go to. */
async function regionOf(shopperId: string, stored: Stored): Promise<string | undefined> {
  const { direction } = await routeApi.call(viewerEvent({ method: 'POST', shopperId }), stored);
  return direction?.origins[0]?.replace('api-', '');
}

/** One after the other, since the calls of one realm share what they picked. */
async function regionsOf(stored: Stored): Promise<(string | undefined)[]> {
  const regions: (string | undefined)[] = [];
  for (const id of SHOPPERS) regions.push(await regionOf(id, stored));
  return regions;
}

const shareOf = (regions: readonly (string | undefined)[], region: string): number =>
  regions.filter((each) => each === region).length / regions.length;

describe('administration', () => {
  test.each([
    '/v1/admin',
    '/v1/admin/',
    '/v1/admin/products/MUG',
    '/v1/Admin/audit',
    '/V1/ADMIN',
    '/v1//admin/audit',
    '//v1/admin',
    '/v1/./admin',
    '/v1/products/../admin/audit',
    '/v1/products/%2e%2e/admin',
    '/v1/products/..%2fadmin',
    '/v1/%61dmin/audit',
    '/v1/%2561dmin',
    '/v1/%25252561dmin',
    '/v1%2fadmin',
    '/v1\\admin',
    '/v1/%5cadmin',
    '/v1/admin;x=1/audit',
    '/v1;x/admin',
    '/v1/%20admin',
    '/v1/admin%20',
    '/v1/admin%00',
    '/v1/admin%2f..%2f..',
    '/health/../v1/admin',
    '/v1/%zz/../admin',
  ])('%s is refused at the edge, with a problem that says so', async (uri) => {
    const { returned, direction } = await routeApi.call(viewerEvent({ uri }));

    expect(returned.statusCode).toBe(403);
    expect(returned.headers).toMatchObject({
      'content-type': { value: 'application/problem+json' },
      'x-region': { value: 'edge' },
      'x-request-id': { value: 'request-1' },
    });
    expect(JSON.parse(returned.body?.data ?? '')).toMatchObject({ status: 403, code: 'forbidden' });
    expect(direction).toBeUndefined();
  });

  test.each([
    '/v1/products',
    '/v1/products/admin',
    '/v1/products/ADMIN-HAT',
    '/v1/administration-manual',
    '/v1/orders/o-1/cancel',
    '/v1/products/100%25-wool',
    '/health',
  ])('%s is not administration', async (uri) => {
    const event = viewerEvent({ uri });
    const { returned } = await routeApi.call(event);
    expect(returned).toBe(event.request);
  });
});

describe('which Region', () => {
  test('a shopper stays in one, by the id or else by the address', async () => {
    const choice = async (event: Parameters<typeof viewerEvent>[0]) =>
      (await routeApi.call(viewerEvent({ ...event, method: 'POST' }), weights(100, 100))).direction
        ?.origins[0];
    const shopper = SHOPPERS[0] ?? '';
    const byId = await choice({ shopperId: shopper });
    for (const ip of ['192.0.2.1', '192.0.2.2', '192.0.2.3', '2001:db8::1'])
      expect(await choice({ shopperId: shopper, ip })).toBe(byId);

    const byAddress = await choice({ ip: '192.0.2.1' });
    for (const shopperId of ['', 'x'.repeat(65), 'tab\there', 'ümlaut'])
      expect(await choice({ shopperId, ip: '192.0.2.1' })).toBe(byAddress);
  });

  test('addresses next to each other are spread over both', async () => {
    const picked: (string | undefined)[] = [];
    for (let n = 0; n < 256; n += 1) {
      const { direction } = await routeApi.call(viewerEvent({ method: 'POST', ip: `203.0.113.${n}` }));
      picked.push(direction?.origins[0]);
    }
    expect(shareOf(picked, `api-${EAST}`)).toBeGreaterThan(0.4);
    expect(shareOf(picked, `api-${EAST}`)).toBeLessThan(0.6);
  });

  // 2,000 shoppers: the standard deviation of a share is up to 0.011, so that 0.045 is four of them.
  test.each([
    [100, 100, 0.5],
    [100, 10, 0.091],
    [100, 25, 0.2],
    [100, 50, 0.333],
    [1, 100, 0.99],
  ])(`weights %d and %d send the right share to the second (seed ${SEED})`, async (east, west, share) => {
    expect(Math.abs(shareOf(await regionsOf(weights(east, west)), WEST) - share)).toBeLessThan(0.045);
  });

  test('a ramp moves shoppers to the Region that returns, and none back', async () => {
    let before = new Set<number>();
    for (const weight of [1, 10, 25, 50, 100]) {
      const regions = await regionsOf(weights(100, weight));
      const there = new Set(regions.flatMap((region, index) => (region === WEST ? [index] : [])));
      expect([...before].filter((index) => !there.has(index))).toEqual([]);
      before = there;
    }
  });

  test.each([
    ['is out', entries({ [EAST]: { in: false, weight: 100 }, [WEST]: { in: true, weight: 1 } })],
    ['has no weight', weights(0, 1)],
  ])('one that %s gets nothing', async (_, stored) => {
    expect(shareOf(await regionsOf(stored), WEST)).toBe(1);
  });

  test.each([
    ['all are out', entries({ [EAST]: { in: false, weight: 100 }, [WEST]: { in: false, weight: 100 } })],
    ['none has a weight', weights(0, 0)],
    ['nothing is stored', {}],
    ['what is stored is damaged', { [EAST]: '{"in":', [WEST]: 'null' }],
    [
      'what is stored is something else',
      entries({ [EAST]: { weight: 100 }, [WEST]: { in: true, weight: '0' } }),
    ],
    ['weights are impossible', weights(-1, 101)],
  ])('when %s, all get their share: better a try than a closed shop', async (_, stored) => {
    expect(Math.abs(shareOf(await regionsOf(stored), WEST) - 0.5)).toBeLessThan(0.045);
  });

  test('a damaged entry of one does not bring back the other', async () => {
    const stored = { [EAST]: '{"in":false,"weight":100}', [WEST]: 'nonsense' };
    expect(shareOf(await regionsOf(stored), WEST)).toBe(1);
  });
});

describe('what is tried when a Region fails', () => {
  const directed = async (method: string, stored: Stored): Promise<Direction | undefined> =>
    (await routeApi.call(viewerEvent({ method }), stored)).direction;

  test.each(['GET', 'HEAD'])('%s goes on to the other one', async (method) => {
    const direction = await directed(method, weights(100, 100));
    const [first, second, ...others] = direction?.origins ?? [];
    // The first one is not waited for as long as the last one.
    expect(new Set([first?.replace('api-read-', ''), second?.replace('api-', '')])).toEqual(
      new Set([EAST, WEST]),
    );
    expect(first).toMatch(/^api-read-/);
    expect(others).toEqual([]);
    expect(direction?.failover).toEqual([502, 503, 504]);
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s is not repeated by the edge', async (method) => {
    expect((await directed(method, weights(100, 100)))?.origins).toHaveLength(1);
  });

  test('nothing is sent to a Region that is out, so that the answer of the other one stands', async () => {
    const stored = entries({ [EAST]: { in: true, weight: 100 }, [WEST]: { in: false, weight: 100 } });
    expect(await directed('GET', stored)).toEqual({ origins: [`api-${EAST}`], failover: [] });
  });
});

describe('with a domain', () => {
  const directed = async (stored: Stored) =>
    (await byDns.call(viewerEvent({ method: 'POST' }), stored)).direction?.origins;

  test.each([
    ['nothing is stored', {}],
    ['both take all', weights(100, 100)],
  ])('Route 53 chooses when %s', async (_, stored) => {
    expect(await directed(stored)).toEqual(['api']);
  });

  test.each([
    ['is out', entries({ [EAST]: { in: false, weight: 100 } }), WEST],
    ['takes a part only', weights(1, 0), EAST],
  ])('the function chooses when one %s', async (_, stored, region) => {
    expect(await directed(stored)).toEqual([`api-${region}`]);
  });
});

test('a read still goes to its Region where CloudFront refuses a group', async () => {
  const code = routeApiCode({ regions: [EAST, WEST], byDns: false });
  const { call } = running(code, { refusesGroups: true });
  const event = viewerEvent({ method: 'GET', shopperId: 'ada' });
  const { direction } = await routeApi.call(viewerEvent({ method: 'POST', shopperId: 'ada' }));
  expect((await call(event)).direction).toEqual(direction);
});
