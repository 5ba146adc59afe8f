import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { HEALTHY } from '../../../local/control/faults';
import { type Emulator } from '../../../local/dynamodb/emulator';
import { type Replicated } from '../../../local/dynamodb/table-events';
import { Replication } from '../../../local/dynamodb/replication';
import { KeptReplicationJournal } from '../../../local/dynamodb/replication-journal';
import { type AttributeMap } from '../../../local/dynamodb/request';
import { type Table } from '../../../local/dynamodb/table';
import { type Faults } from '../../../local/types';
import { seededRandom } from '../../../tools/replaying/random';

const REGIONS = ['east', 'west'] as const;
const TABLE: Table = {
  name: 'shop',
  consistency: 'eventual',
  regions: REGIONS,
  keys: ['pk'],
  definition: {},
};
const OK = { status: 200, headers: {}, body: Buffer.alloc(0) };
const REFUSED = { ...OK, status: 400 };

type Status = 'up' | 'down' | 'isolated';

/** Two regions with their items in memory, a clock and faults that a test sets, and a journal that outlives a kill. */
class World {
  now = 0;
  faults: Faults = HEALTHY;
  /** Calls to a region's emulator that fail, by the region's name. */
  failing = '';
  readonly held = new Map<string, Map<string, AttributeMap>>(REGIONS.map((region) => [region, new Map()]));
  readonly journal = new KeptReplicationJournal(new DatabaseSync(':memory:'));
  replication = this.start();

  /** Forgets all that was in memory, as a kill does, and brings the regions in line. */
  async restart(): Promise<void> {
    this.replication.close();
    this.failing = '';
    this.faults = HEALTHY;
    this.replication = this.start();
    await this.replication.recover(new Map([[TABLE.name, TABLE]]));
  }

  put(region: string, pk: string, value: string, answer = OK): Promise<unknown> {
    return this.replication.write(region, [itemOf(pk)], async () => {
      await setImmediate();
      if (answer.status === 200) this.itemsOf(region).set(pk, { pk: { S: pk }, value: { S: value } });
      return answer;
    });
  }

  remove(region: string, pk: string): Promise<unknown> {
    return this.replication.write(region, [itemOf(pk)], async () => {
      await setImmediate();
      this.itemsOf(region).delete(pk);
      return OK;
    });
  }

  /** What was told of replicated writes. */
  readonly replicated: Replicated[] = [];

  /** The item's value in each region; undefined where it is not there. */
  valuesOf(pk: string): unknown[] {
    return REGIONS.map((region) => (this.itemsOf(region).get(pk)?.value as { S: string } | undefined)?.S);
  }

  setStatus(region: string, status: Status): void {
    this.faults = { ...this.faults, regions: { ...this.faults.regions, [region]: status } };
  }

  setLag(lagMs: number): void {
    this.faults = { ...this.faults, replication: { lagMs } };
  }

  heal(): Promise<void> {
    this.faults = HEALTHY;
    this.failing = '';
    return this.replication.applyDue();
  }

  private start(): Replication {
    return new Replication({
      emulators: new Map(REGIONS.map((region) => [region, this.emulator(region)])),
      faults: { current: () => this.faults },
      log: () => undefined,
      journal: this.journal,
      now: () => this.now,
      onReplicated: (replicated) => this.replicated.push(replicated),
    });
  }

  private itemsOf(region: string): Map<string, AttributeMap> {
    return this.held.get(region) ?? new Map<string, AttributeMap>();
  }

  private emulator(region: string): Emulator {
    return {
      kind: 'dynalite',
      forward: () => Promise.reject(new Error('not expected')),
      close: () => Promise.resolve(),
      call: async (operation, input) => {
        await setImmediate();
        const { Item, Key } = input as { Item?: AttributeMap; Key?: AttributeMap };
        const {
          pk: { S: pk },
        } = (Item ?? Key) as { pk: { S: string } };
        if (operation === 'GetItem') return { Item: this.itemsOf(region).get(pk) };
        if (this.failing === region) throw new Error(`${region} fails`);
        if (Item === undefined) this.itemsOf(region).delete(pk);
        else this.itemsOf(region).set(pk, Item);
        return {};
      },
    };
  }
}

const itemOf = (pk: string) => ({ table: TABLE, attributes: { pk: { S: pk } } });

let world: World;
beforeEach(() => (world = new World()));
afterEach(() => world.replication.close());

it('shows a write elsewhere once the lag has passed, and not before', async () => {
  world.setLag(100);
  await world.put('east', 'a', 'new');
  world.now = 99;
  await world.replication.applyDue();
  expect(world.valuesOf('a')).toEqual(['new', undefined]);

  world.now = 100;
  await world.replication.applyDue();
  expect(world.valuesOf('a')).toEqual(['new', 'new']);
  expect([world.replication.backlog, world.journal.unfinished()]).toEqual([0, []]);
});

it('tells how long a write took to the other region, and has been on the way', async () => {
  await world.put('east', 'b', 'at once');
  world.setLag(100);
  await world.put('east', 'a', 'new');
  world.now = 60;
  await world.put('east', 'c', 'newer');
  const way = { table: TABLE.name, origin: 'east', target: 'west' };
  expect(world.replication.waiting()).toEqual([{ ...way, milliseconds: 60 }]);
  world.now = 170;
  await world.replication.applyDue();
  expect(world.replication.waiting()).toEqual([]);
  expect(world.replicated.map((one) => one.milliseconds)).toEqual([0, 170, 110]);
  expect(world.replicated[0]).toMatchObject(way);
});

it('lets the later of two writes win that bear the same time', async () => {
  world.setLag(100);
  await world.put('east', 'a', 'first');
  await world.put('west', 'a', 'second');
  await world.heal();
  world.now = 100;
  await world.replication.applyDue();

  expect(world.valuesOf('a')).toEqual(['second', 'second']);
});

it('does not let an old copy bring back what was deleted later', async () => {
  world.setLag(100);
  await world.put('east', 'a', 'old');
  world.setLag(0);
  await world.remove('west', 'a');
  world.now = 200;
  await world.replication.applyDue();

  expect(world.valuesOf('a')).toEqual([undefined, undefined]);
});

it.each(['down', 'isolated'] as const)(
  'keeps writes for a region that is %s until it is back',
  async (status) => {
    await world.put('east', 'deleted', 'old');
    world.setStatus('west', status);
    await world.put('east', 'a', 'new');
    await world.remove('east', 'deleted');
    await world.replication.applyDue();
    expect([world.valuesOf('a'), world.valuesOf('deleted')]).toEqual([
      ['new', undefined],
      [undefined, 'old'],
    ]);

    await world.heal();
    expect([world.valuesOf('a'), world.valuesOf('deleted')]).toEqual([
      ['new', 'new'],
      [undefined, undefined],
    ]);
  },
);

it('tries again what a region could not take, answers the writer, and goes on with the rest', async () => {
  world.failing = 'west';
  await world.put('east', 'at-once', 'new');
  world.setLag(10);
  await world.put('east', 'late', 'new');
  await world.put('west', 'other', 'new');
  world.now = 20;
  await world.replication.applyDue();
  expect([world.valuesOf('late'), world.valuesOf('other')]).toEqual([
    ['new', undefined],
    ['new', 'new'],
  ]);

  await world.heal();
  for (const pk of ['at-once', 'late', 'other']) expect(world.valuesOf(pk)).toEqual(['new', 'new']);
});

it('has applied all that is due when it says so, also while another turn is under way', async () => {
  world.setLag(10);
  for (const pk of ['a', 'b', 'c', 'd']) await world.put('east', pk, 'new');
  world.now = 10;
  const first = world.replication.applyDue();
  await world.replication.applyDue();

  expect([world.replication.backlog, world.valuesOf('d')]).toEqual([0, ['new', 'new']]);
  await first;
});

const SEED = 20_261_121;
const HISTORIES = 80;
const STEPS = 60;
const KEYS = ['a', 'b', 'c'];

/** One random history: what the last writer of each item left, and what the regions have in the end. */
async function play(seed: number, ending: 'heal' | 'kill') {
  const random = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const last = new Map<string, string | undefined>();
  const underWay: Promise<unknown>[] = [];
  const write = (region: string, pk: string, step: number) => {
    const kind = pick(['put', 'put', 'put', 'remove', 'refused'] as const);
    if (kind === 'refused') return world.put(region, pk, 'refused', REFUSED);
    last.set(pk, kind === 'put' ? `${region} ${step}` : undefined);
    return kind === 'put' ? world.put(region, pk, `${region} ${step}`) : world.remove(region, pk);
  };
  for (let step = 0; step < STEPS; step++) {
    const what = random();
    if (what < 0.6) underWay.push(write(pick(REGIONS), pick(KEYS), step));
    else if (what < 0.7) world.setStatus(pick(REGIONS), pick(['up', 'down', 'isolated']));
    else if (what < 0.75) world.setLag(pick([0, 0, 5, 50]));
    else if (what < 0.8) world.failing = pick(['', 'east', 'west']);
    else if (what < 0.9) underWay.push(world.replication.applyDue());
    else world.now += Math.floor(random() * 20);
    if (random() < 0.3) await setImmediate();
  }
  await Promise.all(underWay);
  world.now += 1_000;
  if (ending === 'heal') await world.heal();
  else await world.restart();
  const found = KEYS.map((pk) => [pk, ...world.valuesOf(pk)]);
  return { found, due: KEYS.map((pk) => [pk, last.get(pk), last.get(pk)]) };
}

it.each(['heal', 'kill'] as const)(
  'after any history of writes, cuts, lags and failures both regions hold the last write (%s)',
  async (ending) => {
    for (let seed = SEED; seed < SEED + HISTORIES; seed++) {
      world.replication.close();
      world = new World();
      const { found, due } = await play(seed, ending);
      expect({ seed, found }).toEqual({ seed, found: due });
      expect([world.replication.backlog, world.journal.unfinished()]).toEqual([0, []]);
    }
  },
);
