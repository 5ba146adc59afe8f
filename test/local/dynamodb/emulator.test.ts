import { join } from 'node:path';
import { type EmulatorKind, installedEmulator, startEmulator } from '../../../local/dynamodb/emulator';
import { createTable } from '../../../local/dynamodb/table';
import { TABLES } from './start-tables';
import { scratchDirectory } from '../../support/scratch-directory';

const KINDS: readonly EmulatorKind[] =
  installedEmulator() === 'dynoxide' ? ['dynoxide', 'dynalite'] : ['dynalite'];

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
});
