import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DataDirectory, openDataDirectory } from '../../../local/data/data-directory';
import { DataDirectoryError } from '../../../local/data/data-directory-error';
import { type MadeFor, madeFor, prepareFor, rememberMadeFor } from '../../../local/data/made-for';
import { keptNote } from '../../../local/data/notes';
import { TABLES } from '../dynamodb/start-tables';
import { scratchDirectory } from '../../support/scratch-directory';

const PROJECT = join(__dirname, '..', '..', '..');

/** Opens the directory in a process of its own, which keeps it. */
const HOLDER = `
  globalThis.kept = require('./local/data/data-directory').openDataDirectory(process.argv[1]);
  console.log('open');
  setInterval(() => undefined, 60_000);
`;

let parent: string;
let path: string;
let opened: DataDirectory[];
let holder: ChildProcess | undefined;

beforeEach(() => {
  parent = scratchDirectory();
  path = join(parent, 'shop', 'data');
  opened = [];
});
afterEach(() => {
  opened.forEach((directory) => directory.close());
  holder?.kill('SIGKILL');
});

function open(): DataDirectory {
  const directory = openDataDirectory(path);
  opened.push(directory);
  return directory;
}

function reopen(): DataDirectory {
  opened.splice(0).forEach((directory) => directory.close());
  return open();
}

function refusal(): string {
  try {
    open();
  } catch (error) {
    if (error instanceof DataDirectoryError) return error.message;
    throw error;
  }
  throw new Error('the directory was opened');
}

describe('a data directory', () => {
  test('is made where there is none, and opens again', () => {
    keptNote(open(), 'fact').set('kept');
    expect(keptNote(reopen(), 'fact').get()).toBe('kept');
  });

  test('that is a file is refused', () => {
    mkdirSync(join(parent, 'shop'));
    writeFileSync(path, '');
    expect(refusal()).toBe(`--data: ${path} is a file. Name a directory, or one that is still to be made.`);
  });

  test('that cannot be made is refused', () => {
    writeFileSync(join(parent, 'shop'), '');
    expect(refusal()).toMatch(/data cannot be used \(ENOTDIR.*\)\. Choose a directory that you may write to/);
  });

  test('with the files of something else is refused and left alone', () => {
    mkdirSync(path, { recursive: true });
    for (const name of ['a.txt', 'b.txt', 'c.txt', 'd.txt']) writeFileSync(join(path, name), '');
    expect(refusal()).toContain(`${path} holds a.txt, b.txt, c.txt, … but no holdfast.db`);
    expect(existsSync(join(path, 'holdfast.db'))).toBe(false);
  });

  test('whose database is damaged is refused', () => {
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'holdfast.db'), 'not a database, but long enough to be taken for one'.repeat(9));
    expect(refusal()).toContain(`${join(path, 'holdfast.db')} is damaged. Put back a copy`);
  });

  test('belongs to one process until that is killed', async () => {
    holder = spawn(process.execPath, ['--import', 'tsx', '-e', HOLDER, path], {
      cwd: PROJECT,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(holder, 'exit');
    await once(holder.stdout ?? holder, 'data');
    expect(refusal()).toContain(`${path} is in use by another local cloud (process ${holder.pid}). End that`);
    holder.kill('SIGKILL');
    await ended;
    expect(readFileSync(open().file('holdfast.pid'), 'utf8')).toBe(`${process.pid}\n`);
  });
});

const MADE: MadeFor = { emulator: 'dynalite', regions: ['us-east-1', 'us-west-2'], tables: TABLES };

describe('the configuration that a data directory was made for', () => {
  const changed = (change: object): MadeFor => ({
    ...MADE,
    tables: MADE.tables.map((table) => (table.name === 'ledger' ? { ...table, ...change } : table)),
  });
  const redefined = (change: object) => {
    const [ledger] = TABLES;
    return changed({ definition: { ...ledger?.definition, ...change } });
  };

  test('is known over restarts, and may gain tables', () => {
    rememberMadeFor(open(), { ...MADE, tables: TABLES.slice(0, 1) });
    expect(madeFor(reopen())?.emulator).toBe('dynalite');
    prepareFor(reopen(), MADE);
  });

  test.each<[string, MadeFor, string]>([
    [
      'other Regions',
      { ...MADE, regions: ['us-east-1', 'eu-west-1'] },
      'it is for the Regions us-east-1 and us-west-2, the configuration for eu-west-1 and us-east-1',
    ],
    [
      'a missing table',
      { ...MADE, tables: TABLES.slice(1) },
      'it has a table ledger, the configuration has none',
    ],
    ['other keys', redefined({ KeySchema: [] }), 'table ledger has other keys'],
    ['other indexes', redefined({ GlobalSecondaryIndexes: [] }), 'table ledger has other indexes'],
    ['another consistency', changed({ consistency: 'eventual' }), 'table ledger has other consistency'],
  ])('must not have changed: %s', (_what, wanted, difference) => {
    rememberMadeFor(open(), MADE);
    const prepare = () => prepareFor(reopen(), wanted);
    expect(prepare).toThrow(DataDirectoryError);
    expect(prepare).toThrow(`${path} was made for another configuration:\n  - ${difference}\nName another`);
  });

  test('is not known while tables are being made: what a kill left of them goes, the rest stays', () => {
    const directory = open();
    mkdirSync(directory.file('dynamodb-us-east-1.dynalite'));
    writeFileSync(directory.file('dynamodb-strong.dynoxide'), 'half');
    writeFileSync(directory.file('secrets.json'), '{}');
    prepareFor(directory, MADE);
    expect(existsSync(directory.file('dynamodb-us-east-1.dynalite'))).toBe(false);
    expect(existsSync(directory.file('dynamodb-strong.dynoxide'))).toBe(false);
    expect(existsSync(directory.file('secrets.json'))).toBe(true);
  });
});
