import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import {
  type EmulatorKind,
  freePort,
  installedEmulator,
  startProcess,
} from '../../../local/dynamodb/emulator-process';
import { startEmulator } from '../../../local/dynamodb/emulator';
import { createTable } from '../../../local/dynamodb/table';
import { TABLES } from './start-tables';
import { scratchDirectory } from '../../support/scratch-directory';

const KINDS: readonly EmulatorKind[] =
  installedEmulator() === 'dynoxide' ? ['dynoxide', 'dynalite'] : ['dynalite'];

let somebody: Server | undefined;
afterEach(() => {
  somebody?.close();
  somebody = undefined;
});

/** A port that somebody listens on until the test is over. */
async function takenPort(): Promise<number> {
  const server = createServer();
  somebody = server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

describe.each(KINDS)('%s', (kind) => {
  test('keeps tables and items between runs when it has a path', async () => {
    const path = join(scratchDirectory(), 'data', 'tables');
    const key = { pk: { S: 'ORDER#1' } };
    const first = await startEmulator({ kind, path });
    for (const table of TABLES) await createTable(first, table);
    await first.call('PutItem', { TableName: 'ledger', Item: key });
    await first.close();

    const second = await startEmulator({ kind, path });
    for (const table of TABLES) await createTable(second, table);
    const { Item } = await second.call('GetItem', { TableName: 'ledger', Key: key });
    await second.close();
    expect(Item).toEqual(key);
  });

  test('throws what the emulator says', async () => {
    const emulator = await startEmulator({ kind });
    const reading = emulator.call('GetItem', { TableName: 'missing', Key: { pk: { S: 'x' } } });
    await expect(reading).rejects.toThrow(/GetItem failed: .*ResourceNotFoundException/);
    await emulator.close();
  });

  test('that cannot start says why', async () => {
    const starting = startEmulator({ kind, path: '/proc/version/tables' });
    await expect(starting).rejects.toThrow();
  });

  test('whose port somebody takes before it does gets another', async () => {
    const free = await freePort();
    const ports = [await takenPort(), free];

    const emulator = await startProcess(kind, undefined, async () => ports.shift() ?? 0);
    await emulator.stop();

    expect([emulator.port, ports]).toEqual([free, []]);
  });
});

test('an emulator that gets only ports that are taken says so after ten', async () => {
  const taken = await takenPort();
  const chosen: number[] = [];
  const starting = startProcess(installedEmulator(), undefined, async () => {
    chosen.push(taken);
    return taken;
  });

  await expect(starting).rejects.toThrow(/did not start \(.*already in use/);
  expect(chosen).toHaveLength(10);
});
