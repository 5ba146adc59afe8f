import { DatabaseSync } from 'node:sqlite';
import { type Emulator } from '../../../local/dynamodb/emulator';
import { recoverReplicas } from '../../../local/dynamodb/recovery';
import { KeptReplicationJournal } from '../../../local/dynamodb/replication-journal';
import { type AttributeMap } from '../../../local/dynamodb/request';
import { type Table } from '../../../local/dynamodb/table';

const TABLE: Table = {
  name: 'shop',
  consistency: 'eventual',
  regions: ['east', 'west', 'south'],
  keys: ['pk'],
  definition: {},
};
const PLACE = { table: 'shop', key: { pk: { S: 'P' } } };
const item = (value: string): AttributeMap => ({ ...PLACE.key, value: { S: value } });

/** One item in each region. */
class Replicas {
  private readonly held = new Map<string, AttributeMap | null>();

  constructor(values: Readonly<Record<string, string | null>>) {
    for (const [region, value] of Object.entries(values)) this.held.set(region, value ? item(value) : null);
  }

  get emulators(): ReadonlyMap<string, Emulator> {
    return new Map(TABLE.regions.map((region) => [region, this.emulator(region)]));
  }

  get values(): unknown[] {
    return TABLE.regions.map((region) => this.held.get(region)?.value);
  }

  private emulator(region: string): Emulator {
    return {
      kind: 'dynalite',
      forward: () => Promise.reject(new Error('not expected')),
      close: () => Promise.resolve(),
      call: async (operation, input) => {
        if (operation === 'PutItem') this.held.set(region, (input as { Item: AttributeMap }).Item);
        if (operation === 'DeleteItem') this.held.set(region, null);
        return operation === 'GetItem' ? { Item: this.held.get(region) ?? undefined } : {};
      },
    };
  }
}

let journal: KeptReplicationJournal;
beforeEach(() => (journal = new KeptReplicationJournal(new DatabaseSync(':memory:'))));

const recover = ({ emulators }: Replicas): Promise<number> =>
  recoverReplicas({ emulators, journal, tables: new Map([[TABLE.name, TABLE]]) });

const all = (value: string | null) => Array.from({ length: 3 }, () => value && { S: value });

describe('recovery of replicas', () => {
  test('brings an acknowledged write to the regions that it had not reached', async () => {
    const replicas = new Replicas({ east: 'new', west: 'old', south: 'new' });
    journal.defer(journal.begin('east', PLACE), item('new'));
    expect(await recover(replicas)).toBe(1);
    expect(replicas.values).toEqual(all('new'));
    expect(journal.unfinished()).toEqual([]);
  });

  test('brings a deletion', async () => {
    const replicas = new Replicas({ east: null, west: 'old', south: 'old' });
    journal.defer(journal.begin('east', PLACE), null);
    await recover(replicas);
    expect(replicas.values).toEqual([undefined, undefined, undefined]);
  });

  test('lets the last of two writers win', async () => {
    const replicas = new Replicas({ east: 'first', west: 'second', south: 'old' });
    journal.defer(journal.begin('east', PLACE), item('first'));
    journal.defer(journal.begin('west', PLACE), item('second'));
    await recover(replicas);
    expect(replicas.values).toEqual(all('second'));
  });

  test.each([
    ['was made', 'new'],
    ['was not made', 'old'],
  ])('makes regions alike when a write %s before the kill and nobody was told', async (_what, value) => {
    const replicas = new Replicas({ east: value, west: 'old', south: 'old' });
    journal.begin('east', PLACE);
    await recover(replicas);
    expect(replicas.values).toEqual(all(value));
  });

  test.each(['made', 'old'])('an acknowledged write wins over one that nobody was told of', async (east) => {
    const replicas = new Replicas({ east, west: 'acknowledged', south: 'old' });
    journal.defer(journal.begin('west', PLACE), item('acknowledged'));
    journal.begin('east', PLACE);
    await recover(replicas);
    expect(replicas.values).toEqual(all('acknowledged'));
  });

  test('leaves alone what is finished, refused, or overtaken by a later write', async () => {
    const replicas = new Replicas({ east: 'kept', west: 'kept', south: 'kept' });
    const overtaken = journal.begin('west', PLACE);
    journal.defer(overtaken, item('overtaken'));
    journal.finish(journal.begin('east', PLACE));
    journal.drop(journal.begin('south', PLACE));
    expect(await recover(replicas)).toBe(0);
    expect(replicas.values).toEqual(all('kept'));
  });

  test('keeps writes to different items apart', async () => {
    const replicas = new Replicas({ east: 'new', west: 'old', south: 'old' });
    journal.defer(journal.begin('east', PLACE), item('new'));
    journal.finish(journal.begin('west', { ...PLACE, key: { pk: { S: 'OTHER' } } }));
    expect(await recover(replicas)).toBe(1);
    expect(replicas.values).toEqual(all('new'));
  });
});
