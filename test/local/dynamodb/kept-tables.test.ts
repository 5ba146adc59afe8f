import {
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { createRequire } from 'node:module';
import { type DataDirectory, openDataDirectory } from '../../../local/data/data-directory';
import { type EmulatorKind, installedEmulator } from '../../../local/dynamodb/emulator-process';
import { type RunningTables, startTables } from './start-tables';
import { scratchDirectory } from '../../support/scratch-directory';

const KINDS: readonly EmulatorKind[] =
  installedEmulator() === 'dynoxide' ? ['dynoxide', 'dynalite'] : ['dynalite'];

/** The part of dynalite's storage that the tests damage. */
interface LevelDb {
  iterator(range: object): { all(): Promise<[string, unknown][]> };
  put(key: string, value: unknown): Promise<void>;
  del(key: string): Promise<void>;
  close(): Promise<void>;
}

const { Level } = createRequire(require.resolve('dynalite'))('level') as {
  Level: new (directory: string, options: object) => LevelDb;
};

const LATER = { replication: { lagMs: 3_600_000 } };

let path: string;
let directory: DataDirectory;
let running: RunningTables;

async function start(kind: EmulatorKind): Promise<void> {
  directory = openDataDirectory(path);
  running = await startTables(kind, () => 0, directory);
}

async function stop(): Promise<void> {
  await running.close();
  directory.close();
}

async function restart(kind: EmulatorKind): Promise<void> {
  await stop();
  await start(kind);
}

beforeEach(() => (path = scratchDirectory()));
afterEach(() => stop());

const shopKey = (id: string) => ({ pk: { S: id }, sk: { S: 'PRODUCT' } });

const putPrice = (client: DynamoDBClient, id: string, price: number) =>
  client.send(
    new PutItemCommand({ TableName: 'shop', Item: { ...shopKey(id), price: { N: String(price) } } }),
  );

async function pricesOf(id: string): Promise<(string | undefined)[]> {
  const read = new GetItemCommand({ TableName: 'shop', Key: shopKey(id), ConsistentRead: true });
  const answers = await Promise.all([running.east, running.west].map((client) => client.send(read)));
  return answers.map(({ Item }) => Item?.price?.N);
}

describe.each(KINDS)('tables kept by %s', (kind) => {
  test('replicate after a restart what was written before it, the last writer winning', async () => {
    await start(kind);
    await putPrice(running.east, 'east-only', 1);
    await putPrice(running.east, 'both', 1);
    running.setFaults(LATER);
    await putPrice(running.east, 'east-only', 2);
    await putPrice(running.west, 'west-only', 3);
    await putPrice(running.east, 'both', 4);
    await putPrice(running.west, 'both', 5);
    expect(await pricesOf('east-only')).toEqual(['2', '1']);

    await restart(kind);
    expect(await pricesOf('east-only')).toEqual(['2', '2']);
    expect(await pricesOf('west-only')).toEqual(['3', '3']);
    expect(await pricesOf('both')).toEqual(['5', '5']);
  });

  test('a write without lag overtakes an earlier one that still waits, also over a restart', async () => {
    await start(kind);
    running.setFaults(LATER);
    await putPrice(running.east, 'overtaken', 1);
    running.setFaults({ regions: {} });
    await putPrice(running.west, 'overtaken', 2);
    await restart(kind);
    expect(await pricesOf('overtaken')).toEqual(['2', '2']);
  });
});

describe('the index of a table kept by dynalite', () => {
  const putOrder = (id: string, dueAt: number) =>
    running.east.send(
      new PutItemCommand({
        TableName: 'ledger',
        Item: { pk: { S: id }, workShard: { S: '0' }, dueAt: { N: String(dueAt) }, note: { S: 'kept' } },
      }),
    );

  /** Lets the test change the entries of the index themselves, as dynalite keeps them, while it is not running. */
  async function changeEntries(change: (entries: Map<string, unknown>) => void): Promise<void> {
    await running.close();
    const database = new Level(directory.file('dynamodb-strong.dynalite'), { valueEncoding: 'json' });
    const range = { gte: 'index-global~ledger~', lt: 'index-global~ledger~~' };
    const entries = new Map(await database.iterator(range).all());
    const before = [...entries.keys()];
    change(entries);
    for (const key of before) if (!entries.has(key)) await database.del(key);
    for (const [key, entry] of entries) await database.put(key, entry);
    await database.close();
    directory.close();
  }

  async function dueTimes(): Promise<string[]> {
    const scan = new ScanCommand({ TableName: 'ledger', IndexName: 'work' });
    const { Items = [] } = await running.east.send(scan);
    return Items.map(({ pk, dueAt }) => `${pk?.S} ${dueAt?.N}`).sort();
  }

  test('agrees with the items again after a kill between their writes', async () => {
    await start('dynalite');
    await putOrder('removed', 1);
    await putOrder('moved', 2);
    await putOrder('gone', 2);
    let old: [string, unknown][] = [];
    await changeEntries((entries) => (old = [...entries]));

    await start('dynalite');
    await putOrder('moved', 3);
    await putOrder('untouched', 4);
    await running.east.send(new DeleteItemCommand({ TableName: 'ledger', Key: { pk: { S: 'gone' } } }));
    await changeEntries((entries) => {
      const isOf = (id: string) => (entry: unknown) => JSON.stringify(entry).includes(`"${id}"`);
      for (const [key, entry] of entries) if (isOf('removed')(entry)) entries.delete(key);
      const stale = old.filter(([, entry]) => isOf('moved')(entry) || isOf('gone')(entry));
      for (const [key, entry] of stale) entries.set(key, entry);
    });

    await start('dynalite');
    expect(await dueTimes()).toEqual(['moved 3', 'removed 1', 'untouched 4']);
    const read = new GetItemCommand({ TableName: 'ledger', Key: { pk: { S: 'moved' } } });
    expect((await running.east.send(read)).Item).toMatchObject({ dueAt: { N: '3' }, note: { S: 'kept' } });
  });
});
