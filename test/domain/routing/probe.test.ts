import { JumpingClock } from '../../../lambdas/adapters/memory/manual-clock';
import { MemoryRoutingStore } from '../../../lambdas/adapters/memory/routing-store';
import { StoreUnavailable } from '../../../lambdas/domain/errors';
import { BELIEVE_MS, Probe, type ProbeNews } from '../../../lambdas/domain/routing/probe';
import { type Routing } from '../../../lambdas/domain/routing/routing';

type State = 'well' | 'refuses' | 'hangs' | 'turns away';

/** A Region to look at, a store, and time that passes as fast as it is slept. */
class World {
  readonly clock = new JumpingClock(0);
  readonly store = new MemoryRoutingStore();
  readonly news: ProbeNews[] = [];
  readonly looks: number[] = [];
  readonly calls = { read: 0, write: 0 };
  /** How the other Region is at a time of the clock. */
  other: (at: number) => State = () => 'well';
  weight = 100;
  healthy: (at: number) => boolean = () => true;
  storeFails = false;
  readsFail = false;

  probe(): Probe {
    return new Probe({
      own: 'east',
      other: 'west',
      lookout: { look: () => this.look() },
      ownHealth: async () => this.healthy(this.clock.now()),
      store: {
        read: (region) => this.called('read', () => this.store.read(region)),
        write: (region, routing) => this.called('write', () => this.store.write(region, routing)),
      },
      clock: this.clock,
      tell: (news) => void this.news.push(news),
    });
  }

  get stored(): Routing | undefined {
    return this.store.routings.get('west');
  }

  /** When what was written, from the beginning. */
  get told(): string[] {
    return this.news.map(({ kind }) => kind);
  }

  private async look() {
    const at = this.clock.now();
    this.looks.push(at);
    const state = this.other(at);
    if (state === 'hangs') this.clock.advance(2_000);
    if (state === 'turns away') return { kind: 'unclear' as const, why: '429' };
    if (state !== 'well') return { kind: 'failed' as const, why: state };
    return { kind: 'good' as const, weight: this.weight };
  }

  private async called<T>(call: 'read' | 'write', run: () => Promise<T>): Promise<T> {
    this.calls[call] += 1;
    if (this.storeFails || (this.readsFail && call === 'read'))
      throw new StoreUnavailable('unreachable', 'unknown');
    return run();
  }
}

let world: World;
beforeEach(() => (world = new World()));

/** Runs as the schedule starts them: one each minute. */
async function minutes(probe: Probe, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const begin = Math.ceil(world.clock.now() / 60_000) * 60_000;
    world.clock.advance(begin - world.clock.now());
    await probe.watch(55_000);
  }
}

test('looks every five seconds, over the minutes without a gap, and writes nothing while all is well', async () => {
  await minutes(world.probe(), 3);
  expect(world.looks).toEqual(Array.from({ length: 36 }, (_, n) => n * 5_000));
  expect(world.calls).toEqual({ read: 1, write: 0 });
  expect(world.stored).toBeUndefined();
});

test.each([
  ['refuses', 7_000],
  ['hangs', 11_000],
] as const)('a Region that %s is out %d ms after the last good look', async (state, ms) => {
  world.other = (at) => (at > 20_000 ? state : 'well');
  let outAt = NaN;
  const write = world.store.write.bind(world.store);
  world.store.write = async (region, routing) => {
    if (!routing.in) outAt = world.clock.now();
    return write(region, routing);
  };
  await minutes(world.probe(), 1);
  expect(outAt - 20_000).toBe(ms);
  expect(world.stored).toEqual({ in: false, weight: 100 });
});

test('a Region that is lost at the end of a minute is found by the next run in the same time', async () => {
  world.other = (at) => (at > 55_000 ? 'refuses' : 'well');
  const probe = world.probe();
  await minutes(probe, 1);
  expect(world.stored).toBeUndefined();
  world.clock.advance(5_000);
  await probe.watch(0);
  expect(world.stored?.in).toBe(false);
  expect(world.clock.now()).toBe(62_000);
});

test('a Region that turns the looks away stays as it is, and the probe goes on as ever', async () => {
  world.other = (at) => (at > 20_000 ? 'turns away' : 'well');
  await minutes(world.probe(), 3);
  expect(world.looks).toHaveLength(36);
  expect(new Set(world.told)).toEqual(new Set(['look_unclear']));
  expect(world.calls).toEqual({ read: 4, write: 0 });
});

test('one that is lost while it turns looks away is out all the same', async () => {
  world.other = (at) => (at % 10_000 < 5_000 ? 'turns away' : 'refuses');
  await minutes(world.probe(), 1);
  expect(world.stored?.in).toBe(false);
});

test('one or two failures are not held against it', async () => {
  world.other = (at) => (at === 10_000 || at === 11_000 || at === 30_000 ? 'refuses' : 'well');
  await minutes(world.probe(), 1);
  expect(world.told).toEqual(['look_failed', 'look_failed', 'look_failed']);
  expect(world.calls.write).toBe(0);
});

test('a Region that comes back is in after ten seconds, at the weight that its operators want', async () => {
  world.store.routings.set('west', { in: false, weight: 100 });
  world.weight = 10;
  const probe = world.probe();
  await probe.watch(9_000);
  expect(world.stored?.in).toBe(false);
  await probe.watch(10_000);
  expect(world.stored).toEqual({ in: true, weight: 10 });
});

test('a Region that stays out is looked at no more often than one that is well', async () => {
  world.other = () => 'refuses';
  const probe = world.probe();
  await minutes(probe, 1);
  world.looks.length = 0;
  await minutes(probe, 1);
  expect(world.looks).toHaveLength(12);
  expect(world.calls).toEqual({ read: 5, write: 1 });
});

test('a Region that is cut off itself throws nobody out', async () => {
  world.other = () => 'hangs';
  world.healthy = () => false;
  await minutes(world.probe(), 2);
  expect(world.calls.write).toBe(0);
  expect(new Set(world.told)).toEqual(new Set(['blind']));
});

test('what it saw while it was cut off counts for nothing afterwards', async () => {
  world.other = (at) => (at < 21_000 ? 'refuses' : 'well');
  world.healthy = (at) => at >= 20_000;
  await minutes(world.probe(), 1);
  expect(world.calls.write).toBe(0);
});

test('two Regions that see each other as lost, each with a quorum, write both out: the edge then sends to both', async () => {
  world.other = () => 'hangs';
  const east = world.probe();
  const west = world.probe();
  await east.watch(0);
  await west.watch(0);
  expect(world.stored?.in).toBe(false);
  expect(world.news.filter(({ kind }) => kind === 'written')).toHaveLength(1);
});

test('what another environment has written already is neither written nor told again', async () => {
  world.other = (at) => (at < 20_000 ? 'refuses' : 'well');
  const both = [world.probe(), world.probe()];
  while (world.clock.now() < 40_000) {
    for (const probe of both) await probe.lookOnce();
    world.clock.advance(5_000);
  }

  expect(world.stored).toEqual({ in: true, weight: 100 });
  expect(world.told.filter((kind) => kind === 'written')).toHaveLength(2);
  expect(world.calls.write).toBe(2);
});

test('a store that can only be written is written', async () => {
  world.other = () => 'refuses';
  world.readsFail = true;
  await minutes(world.probe(), 1);
  expect(world.stored?.in).toBe(false);
});

test('what the store did not confirm is written again, and the looks go on', async () => {
  world.other = () => 'refuses';
  world.storeFails = true;
  const probe = world.probe();
  await minutes(probe, 1);
  expect(world.told).toContain('not_written');
  world.storeFails = false;
  await probe.lookOnce();
  expect(world.stored?.in).toBe(false);
});

test('a probe that was killed begins anew with what the store says', async () => {
  world.other = (at) => (at < 60_000 ? 'refuses' : 'well');
  await minutes(world.probe(), 1);
  expect(world.stored?.in).toBe(false);
  await minutes(world.probe(), 1);
  expect(world.stored).toEqual({ in: true, weight: 100 });
});

test('an environment that another one stood in for does not go by what it remembers', async () => {
  const first = world.probe();
  await minutes(first, 1);
  world.other = (at) => (at < 120_000 ? 'refuses' : 'well');
  await minutes(world.probe(), 1);
  expect(world.stored?.in).toBe(false);
  await minutes(first, 1);
  expect(world.stored?.in).toBe(true);
});

test('a value that somebody else wrote is noticed within a quarter of an hour', async () => {
  const probe = world.probe();
  await minutes(probe, 1);
  world.store.routings.set('west', { in: false, weight: 100 });
  await minutes(probe, BELIEVE_MS.calm / 60_000);
  expect(world.stored).toEqual({ in: true, weight: 100 });
  expect(world.calls.read).toBe(3);
});

test('one that another environment wrote when something was wrong is noticed within a minute', async () => {
  world.other = (at) => (at === 10_000 ? 'refuses' : 'well');
  const probe = world.probe();
  await minutes(probe, 1);
  world.store.routings.set('west', { in: false, weight: 100 });
  await minutes(probe, 1);
  expect(world.stored).toEqual({ in: true, weight: 100 });
  await minutes(probe, 60);
  expect(world.calls.read).toBeLessThan(20);
});

test('an error that is not the store being unavailable is not hidden', async () => {
  const probe = world.probe();
  world.store.read = () => Promise.reject(new TypeError('bug'));
  await expect(probe.lookOnce()).rejects.toThrow('bug');
});

test('a Region that is out itself stands in for one that is lost, evacuated or not', async () => {
  world.store.routings.set('east', { in: false, weight: 0 });
  world.other = () => 'refuses';
  await minutes(world.probe(), 2);
  expect(world.store.routings.get('east')).toEqual({ in: true, weight: 100 });
  expect(world.calls).toEqual({ read: 5, write: 2 });
});

test('a Region that is let in keeps the weight that it had', async () => {
  world.store.routings.set('east', { in: false, weight: 25 });
  world.other = () => 'refuses';
  await minutes(world.probe(), 1);
  expect(world.store.routings.get('east')).toEqual({ in: true, weight: 25 });
});

test('a Region that is cut off itself does not stand in', async () => {
  world.store.routings.set('east', { in: false, weight: 100 });
  world.other = () => 'refuses';
  world.healthy = () => false;
  await minutes(world.probe(), 2);
  expect(world.store.routings.get('east')).toEqual({ in: false, weight: 100 });
});
