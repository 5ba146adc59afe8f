import configuration from '../../../../holdfast.config.json';
import { EAST, WEST } from './fake-regions';
import { type RegionOps, regionOps } from './region-ops';

let world: RegionOps['world'];
let shop: RegionOps['shop'];
let regions: RegionOps['regions'];
let run: RegionOps['run'];
let switches: RegionOps['switches'];
beforeEach(() => {
  ({ world, shop, regions, run, switches } = regionOps());
});

const evacuate = (...argv: string[]) => run('evacuate', ...argv);

it('warms the survivor up, writes the switch through it, and watches everybody follow', async () => {
  expect(await evacuate(EAST, '--yes', '--warm-up', '3')).toBe(0);

  expect(world.outLines).toEqual([
    'us-east-1  ok, weight 100',
    'us-west-2  ok, weight 100',
    '    0.0 s  us-west-2 warmed up: 12 calls, up to 3 at a time, slowest 0 ms, all answered well',
    '    0.0 s  the switch of us-east-1 is on, written through us-west-2',
    '    0.5 s  us-east-1 says of itself: 503 evacuated, weight 100',
    "    7.0 s  the edge's routing has us-east-1 out",
    '    0.0 s  shoppers at the edge were served: 12 by us-west-2',
    'us-east-1 is evacuated, after 7.5 s.',
  ]);
  expect(switches()).toEqual(['switch us-east-1 on 100 through us-west-2/holdfast-shop']);
  expect(regions.held(EAST, EAST)).toEqual({ on: true, weight: 100, changedAt: '2026-01-01T00:00:00.000Z' });
  expect(shop.closed).toBe(true);
});

it('warms up the functions that shoppers wait for, and changes nothing there', async () => {
  await evacuate(EAST, '--yes', '--warm-up', '1');

  expect(regions.calls.filter((call) => call.includes('/v1/'))).toEqual([
    `GET ${WEST}/v1/products`,
    expect.stringMatching(/^GET us-west-2\/v1\/carts\/[0-9a-f]{16}/),
    expect.stringMatching(/^GET us-west-2\/v1\/orders\/ord_0{32}$/),
    `POST ${WEST}/v1/orders`,
  ]);
});

describe('asks first', () => {
  it.each([
    ['y', 0],
    ['yes', 0],
    ['', 1],
    ['n', 1],
  ])('and takes %j for its answer', async (answer, code) => {
    shop.answer = answer;

    expect(await evacuate(EAST)).toBe(code);

    expect(shop.questions).toEqual([
      'Take us-east-1 out of service? us-west-2 then serves all shoppers. [y/N] ',
    ]);
    expect(switches()).toHaveLength(code === 0 ? 1 : 0);
  });

  it('and does nothing where nobody can be asked', async () => {
    expect(await evacuate(EAST)).toBe(2);
    expect(world.errLines).toEqual(['ops: there is no terminal to ask on; add --yes']);
    expect(switches()).toEqual([]);
  });
});

describe('refuses to take the last healthy Region', () => {
  it.each([
    ['takes no orders', () => regions.lost.add(WEST)],
    ['takes no orders', () => regions.unfit.add(WEST)],
    ['is evacuated', () => regions.set(WEST, { on: true, weight: 100 })],
  ])('when the other one %s', async (why, prepare) => {
    prepare();

    expect(await evacuate(EAST, '--yes')).toBe(1);

    expect(switches()).toEqual([]);
    expect(world.errLines).toEqual([
      `ops: us-west-2 ${why}, so us-east-1 is the last Region that serves, and it stays. To evacuate it all the same: --force`,
    ]);
  });

  it('unless it is forced, and writes where it can', async () => {
    regions.lost.add(WEST);

    await evacuate(EAST, '--yes', '--force', '--warm-up', '0');

    expect(switches()).toEqual([
      'switch us-east-1 on 100 through us-west-2/holdfast-shop',
      'switch us-east-1 on 100 through us-east-1/holdfast-shop',
    ]);
    expect(regions.held(EAST, EAST).on).toBe(true);
  });
});

it('evacuates a Region that is lost', async () => {
  regions.lost.add(EAST);

  expect(await evacuate(EAST, '--yes')).toBe(0);

  expect(world.outLines).toContainEqual(
    expect.stringContaining('us-east-1 gives no health: http://127.0.0.1:4001'),
  );
});

it('changes nothing when the survivor does not bear the calls', async () => {
  regions.warmUpStatus = 503;

  expect(await evacuate(EAST, '--yes', '--warm-up', '2')).toBe(1);

  expect(switches()).toEqual([]);
  expect(world.outLines.at(-1)).toBe(
    '!   0.0 s  us-west-2 warmed up: 8 calls, up to 2 at a time, slowest 0 ms; 8 not answered well: products: 503 (2), carts: 503 (2), orders: 503 (2), checkout: 503 (2)',
  );
  expect(world.errLines).toEqual([
    'ops: us-west-2 does not bear it; to evacuate all the same: --force',
    'ops: the switch of us-east-1 is as it was before',
  ]);
});

it('goes on when calls are turned away, which says nothing of the functions', async () => {
  regions.warmUpStatus = 429;

  expect(await evacuate(EAST, '--yes', '--warm-up', '2')).toBe(1);

  expect(switches()).toHaveLength(1);
  expect(world.outLines).toContain(
    '!   0.0 s  us-west-2 warmed up: 8 calls, up to 2 at a time, slowest 0 ms; 8 not answered well: products: 429 (2), carts: 429 (2), orders: 429 (2), checkout: 429 (2)',
  );
});

it('stays below the rates of the web ACL, were it started three times within a minute', async () => {
  await evacuate(EAST, '--yes', '--warm-up', '500');

  const sent = regions.calls.filter((call) => call.includes('/v1/'));
  const checkouts = sent.filter((call) => call.startsWith('POST'));
  const { ordersPerMinute, requestsPerMinute } = configuration.edge;
  expect(checkouts).toHaveLength(Math.floor(ordersPerMinute / 3));
  expect(sent.length * 3).toBeLessThanOrEqual(requestsPerMinute);
});

it('says so when the edge does not follow, and that repeating is safe', async () => {
  regions.routingMs = Infinity;

  expect(await evacuate(EAST, '--yes')).toBe(1);

  expect(world.outLines.filter((line) => line.startsWith('!'))).toEqual([
    "!  90.0 s  the edge's routing has us-east-1 in, weight 100",
    '!  60.0 s  shoppers at the edge were served: 6 by us-east-1, 6 by us-west-2',
  ]);
  expect(world.errLines.at(-1)).toBe(
    'ops: the switch of us-east-1 is on, but not all is as it should be (marked "!"). The same command again is safe and goes on; region return us-east-1 takes it back.',
  );
});

it('does not write the switch a second time', async () => {
  await evacuate(EAST, '--yes');
  regions.calls.length = 0;

  expect(await evacuate(EAST, '--yes')).toBe(0);

  expect(switches()).toEqual([]);
  expect(world.outLines).toContain('    0.0 s  the switch of us-east-1 is on since 2026-01-01T00:00:00.000Z');
});

it('keeps the weight that the Region had', async () => {
  regions.set(EAST, { on: false, weight: 25 });

  await evacuate(EAST, '--yes');

  expect(switches()).toEqual(['switch us-east-1 on 25 through us-west-2/holdfast-shop']);
});

describe('stopped by Ctrl-C', () => {
  it('before the switch is written, nothing has changed', async () => {
    world.interrupt();

    expect(await evacuate(EAST, '--yes')).toBe(130);

    expect(switches()).toEqual([]);
    expect(world.errLines).toEqual(['ops: the switch of us-east-1 is as it was before']);
  });

  it('during the warm-up, the rest of it is left out', async () => {
    const send = regions.send.bind(regions);
    regions.send = async (request) => {
      if (request.url.pathname === '/v1/products') world.interrupt();
      return send(request);
    };

    expect(await evacuate(EAST, '--yes')).toBe(130);

    expect(world.outLines.at(-1)).toBe('!   0.0 s  the warm-up of us-west-2 was stopped');
    expect(regions.calls.filter((call) => call.includes('/v1/carts'))).toEqual([]);
    expect(switches()).toEqual([]);
  });

  it('afterwards it says what is done, and what to do', async () => {
    const write = regions.writeSwitch.bind(regions);
    regions.writeSwitch = async (...args) => {
      world.interrupt();
      return write(...args);
    };

    expect(await evacuate(EAST, '--yes')).toBe(130);

    expect(world.errLines).toEqual([
      'Stopped. The switch of us-east-1 is on. The same command again is safe and goes on; region return us-east-1 takes it back.',
    ]);
  });
});

it('prints JSON, and the progress beside it', async () => {
  expect(await evacuate(EAST, '--yes', '--json', '--warm-up', '0')).toBe(0);

  expect(JSON.parse(world.outLines.join('\n'))).toEqual({
    command: 'evacuate',
    region: EAST,
    survivor: WEST,
    evacuated: true,
    seconds: 7.5,
    steps: [
      { step: 'warm-up', outcome: 'done', seconds: 0, detail: 'us-west-2 was not warmed up (--warm-up 0)' },
      expect.objectContaining({ step: 'switch', outcome: 'done' }),
      expect.objectContaining({ step: 'health', seconds: 0.5 }),
      expect.objectContaining({ step: 'routing', seconds: 7 }),
      expect.objectContaining({ step: 'edge', outcome: 'done' }),
    ],
  });
  expect(world.errLines).toContain("    7.0 s  the edge's routing has us-east-1 out");
});

it('works without the routing store, by what shoppers see', async () => {
  regions.storeArn = null;

  expect(await evacuate(EAST, '--yes')).toBe(0);

  expect(world.outLines.at(-2)).toBe('    8.0 s  shoppers at the edge were served: 12 by us-west-2');
});

it('has nothing to say where nobody answers', async () => {
  regions.lost.add(EAST).add(WEST);

  expect(await evacuate(EAST, '--yes')).toBe(2);

  expect(switches()).toEqual([]);
  expect(world.errLines).toEqual(['ops: no Region answers; are these the addresses of the shop?']);
});
