import { EAST, WEST } from './fake-regions';
import { type RegionOps, regionOps } from './region-ops';

let world: RegionOps['world'];
let regions: RegionOps['regions'];
let run: RegionOps['run'];
beforeEach(() => {
  ({ world, regions, run } = regionOps());
});

const status = (...argv: string[]) => run('status', ...argv);

it('shows both Regions when all is well', async () => {
  expect(await status()).toBe(0);

  expect(world.outLines).toEqual([
    'REGION     LIVE  HEALTH        SWITCH      WEIGHT  ROUTING                    SHARE',
    'us-east-1  0 ms  200 ok, 0 ms  in service  100     in, 100 (nothing written)  50 %',
    'us-west-2  0 ms  200 ok, 0 ms  in service  100     in, 100 (nothing written)  50 %',
  ]);
});

it('shows one that is coming back', async () => {
  regions.set(EAST, { on: false, weight: 25 });

  expect(await status()).toBe(0);

  expect(world.outLines.slice(1)).toEqual([
    'us-east-1  0 ms  200 ok, 0 ms  in service  25      in, 25                     20 %',
    'us-west-2  0 ms  200 ok, 0 ms  in service  100     in, 100 (nothing written)  80 %',
  ]);
});

it('shows one that is evacuated: that is wanted, so nothing is wrong', async () => {
  regions.set(WEST, { on: true, weight: 100 });

  expect(await status()).toBe(0);

  expect(world.outLines[2]).toBe(
    'us-west-2  0 ms  503 evacuated, 0 ms  evacuated   100     out, 100                   0 %',
  );
});

it('shows one that is lost, and its switch from the other Region', async () => {
  regions.set(WEST, { on: true, weight: 50 });
  regions.lost.add(WEST);

  expect(await status()).toBe(1);

  expect(world.outLines[2]).toBe(
    'us-west-2  no answer  no answer     evacuated   50      out, 50                    0 %',
  );
  expect(world.errLines).toEqual([
    'ops: us-west-2 does not answer',
    'ops: us-west-2 gives no health: http://127.0.0.1:4002/health: no answer',
  ]);
});

it('tells of a Region that takes no orders', async () => {
  regions.unfit.add(WEST);

  expect(await status()).toBe(1);

  expect(world.errLines).toEqual(['ops: us-west-2 takes no orders: its tables do not answer']);
});

it('tells when the Regions do not agree on a switch', async () => {
  const through = { region: WEST, endpoint: null };
  await regions.writeSwitch({ through, tableName: 't' }, EAST, { on: true, weight: 100, changedAt: null });

  expect(await status()).toBe(1);

  expect(world.errLines).toEqual([
    'ops: the Regions do not agree on the switch of us-east-1 yet; look again',
  ]);
});

it('does without the routing store', async () => {
  regions.storeArn = null;

  expect(await status()).toBe(0);

  expect(world.outLines[1]).toBe('us-east-1  0 ms  200 ok, 0 ms  in service  100     unknown  unknown');
});

it('fails when nobody answers', async () => {
  regions.lost.add(EAST).add(WEST);

  expect(await status()).toBe(2);
});

it('prints JSON', async () => {
  regions.set(EAST, { on: true, weight: 10 });

  expect(await status('--json')).toBe(0);

  expect(JSON.parse(world.outLines.join('\n'))).toEqual([
    {
      region: EAST,
      liveMs: 0,
      health: { kind: 'answered', httpStatus: 503, status: 'evacuated', fit: true, weight: 10, ms: 0 },
      switch: { on: true, weight: 10, changedAt: '2025-12-31T00:00:00.000Z' },
      routing: { in: false, weight: 10 },
      share: 0,
    },
    expect.objectContaining({ region: WEST, share: 1, routing: { in: true, weight: 100 } }),
  ]);
});
