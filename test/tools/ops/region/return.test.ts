import { EAST, WEST } from './fake-regions';
import { type RegionOps, regionOps } from './region-ops';

let world: RegionOps['world'];
let shop: RegionOps['shop'];
let regions: RegionOps['regions'];
let run: RegionOps['run'];
let switches: RegionOps['switches'];
beforeEach(() => {
  ({ world, shop, regions, run, switches } = regionOps());
  regions.set(EAST, { on: true, weight: 100 });
});

const giveBack = (...argv: string[]) => run('return', ...argv);

it('sees that replication flows, gives the first weight of the ramp, and watches everybody follow', async () => {
  expect(await giveBack(EAST, '--yes')).toBe(0);

  expect(world.outLines).toEqual([
    'us-east-1  evacuated, fit apart from that, weight 100',
    'us-west-2  ok, weight 100',
    '    0.6 s  replication flows: one item went from us-west-2 to us-east-1 in 300 ms, and back in 300 ms',
    '    0.0 s  the switch of us-east-1 is off, weight 10, written through us-west-2',
    '    0.5 s  us-east-1 says of itself: 200 ok, weight 10',
    "    7.0 s  the edge's routing has us-east-1 in, weight 10",
    '    0.0 s  shoppers at the edge were served: 6 by us-east-1, 6 by us-west-2',
    'us-east-1 serves with weight 10, after 8.1 s.',
  ]);
  expect(switches()).toEqual([
    'switch us-east-1 on 100 through us-west-2/holdfast-shop',
    'switch us-east-1 on 100 through us-east-1/holdfast-shop',
    'switch us-east-1 off 10 through us-west-2/holdfast-shop',
  ]);
  expect(world.errLines.at(-1)).toBe(
    'Watch it for some minutes. Next on the ramp of 10, 25, 50, 100: region return us-east-1 --weight 25',
  );
});

it('goes up the ramp with each call, and has nothing to do at its end', async () => {
  for (const weight of [10, 25, 50, 100]) {
    expect(await giveBack(EAST, '--yes')).toBe(0);
    expect(regions.held(EAST, EAST)).toMatchObject({ on: false, weight });
  }
  regions.calls.length = 0;

  expect(await giveBack(EAST)).toBe(0);

  expect(world.outLines.at(-1)).toBe('us-east-1 is fully in service.');
  expect(switches()).toEqual([]);
});

it('takes any weight that it is given, and asks for it', async () => {
  shop.answer = 'y';

  expect(await giveBack(EAST, '--weight', '33')).toBe(0);

  expect(shop.questions).toEqual([
    'Bring us-east-1 from out of service to weight 33, beside us-west-2? [y/N] ',
  ]);
  expect(regions.held(WEST, EAST)).toMatchObject({ on: false, weight: 33 });
});

it('does not write over what somebody else has written while it asked', async () => {
  shop.answer = 'y';
  const ask = shop.ask.bind(shop);
  shop.ask = (question) => {
    regions.set(EAST, { on: true, weight: 50 }, '2026-01-01T00:00:07.000Z');
    return ask(question);
  };

  expect(await giveBack(EAST)).toBe(1);

  expect(switches()).toEqual([]);
  expect(world.errLines).toEqual([
    'ops: somebody has written the switch of us-east-1 meanwhile, at 2026-01-01T00:00:07.000Z. Nothing was changed; see region status, and start again',
  ]);
});

it('changes nothing without a yes', async () => {
  shop.answer = 'no';

  expect(await giveBack(EAST)).toBe(1);

  expect(switches()).toEqual([]);
  expect(world.errLines).toEqual(['Nothing was changed.']);
});

describe('a Region that cannot take orders, whatever its switch says,', () => {
  it.each([
    ['lost', () => regions.lost.add(EAST)] as const,
    ['unfit', () => regions.unfit.add(EAST)] as const,
  ])('stays out when it is %s', async (_, prepare) => {
    prepare();

    expect(await giveBack(EAST, '--yes')).toBe(1);

    expect(switches()).toEqual([]);
    expect(world.errLines).toEqual([
      'ops: us-east-1 cannot take orders, whatever its switch says; to give it shoppers all the same: --force',
    ]);
  });

  it('is given shoppers when it is forced, and shown not to follow', async () => {
    regions.unfit.add(EAST);

    expect(await giveBack(EAST, '--yes', '--force', '--weight', '100')).toBe(1);

    expect(regions.held(EAST, EAST).on).toBe(false);
    expect(world.outLines).toContain('!  60.0 s  us-east-1 says of itself: 503 unavailable, weight 100');
  });
});

describe('replication that does not flow', () => {
  beforeEach(() => {
    regions.replicationMs = Infinity;
  });

  it('keeps the Region out', async () => {
    expect(await giveBack(EAST, '--yes')).toBe(1);

    expect(regions.held(EAST, EAST).on).toBe(true);
    expect(world.outLines).toContain('!  30.0 s  what us-west-2 wrote has not come to us-east-1 within 30 s');
    expect(world.errLines.at(-1)).toBe('ops: us-east-1 serves as it did before');
  });

  it('unless it is forced', async () => {
    await giveBack(EAST, '--yes', '--force');

    expect(regions.held(WEST, EAST).on).toBe(false);
  });
});

it('brings the only Region that is left back at once, through its own table', async () => {
  regions.lost.add(WEST);

  expect(await giveBack(EAST, '--yes')).toBe(0);

  expect(switches()).toEqual(['switch us-east-1 off 100 through us-east-1/holdfast-shop']);
  expect(world.outLines.at(-1)).toMatch(/^us-east-1 serves with weight 100, after /);
});

it('stopped by Ctrl-C before the switch, it leaves it as it was', async () => {
  world.interrupt();

  expect(await giveBack(EAST, '--yes')).toBe(130);

  expect(regions.held(EAST, EAST).on).toBe(true);
  expect(world.errLines.at(-1)).toBe('ops: us-east-1 serves as it did before');
});

it('prints JSON', async () => {
  expect(await giveBack(EAST, '--yes', '--json', '--weight', '50')).toBe(0);

  expect(JSON.parse(world.outLines.join('\n'))).toMatchObject({
    command: 'return',
    region: EAST,
    weight: 50,
    returned: true,
    seconds: 8.1,
    steps: [
      { step: 'replication', outcome: 'done', seconds: 0.6 },
      { step: 'switch' },
      { step: 'health' },
      { step: 'routing' },
      { step: 'edge' },
    ],
  });
});

it('has nothing to say where nobody answers', async () => {
  regions.lost.add(EAST).add(WEST);

  expect(await giveBack(EAST, '--yes')).toBe(2);

  expect(switches()).toEqual([]);
  expect(world.errLines).toEqual(['ops: no Region answers; are these the addresses of the shop?']);
});
