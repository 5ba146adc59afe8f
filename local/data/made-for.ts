import { readdirSync, rmSync } from 'node:fs';
import { type EmulatorKind, isInstalled } from '../dynamodb/emulator-process';
import { type Table } from '../dynamodb/table';
import { type DataDirectory } from './data-directory';
import { DataDirectoryError } from './data-directory-error';
import { keptNote } from './notes';

/** What the tables of a data directory are, and what keeps them. */
export interface MadeFor {
  readonly emulator: EmulatorKind;
  readonly regions: readonly string[];
  readonly tables: readonly Table[];
}

const NOTE = 'madeFor';
/** What the names of all files and directories of the emulators begin with. */
export const TABLE_FILES = 'dynamodb-';

/** What an earlier run made the directory for; null when it never got as far as having all tables. */
export function madeFor(directory: DataDirectory): MadeFor | null {
  const note = keptNote(directory, NOTE).get();
  return note === undefined ? null : (JSON.parse(note) as MadeFor);
}

/**
 * Checks that the directory's tables are those of this configuration, tables that are yet to be made apart.
 * What a first start left that was killed among its tables is removed: nothing was sold by then.
 *
 * @throws DataDirectoryError that names the differences
 */
export function prepareFor(directory: DataDirectory, wanted: MadeFor): void {
  const kept = madeFor(directory);
  if (kept === null) return removeTableFiles(directory);
  if (!isInstalled(kept.emulator)) {
    throw new DataDirectoryError(
      `--data: the tables in ${directory.path} are kept by ${kept.emulator}, which is not installed. ` +
        `Run 'npm ci' on the kind of machine that made them, or name another directory.`,
    );
  }
  const differences = [...regionDifferences(kept, wanted), ...tableDifferences(kept, wanted)];
  if (differences.length === 0) return;
  throw new DataDirectoryError(
    `--data: ${directory.path} was made for another configuration:\n` +
      `${differences.map((difference) => `  - ${difference}\n`).join('')}` +
      `Name another directory, or go back to the configuration (holdfast.config.json) or version that made it.`,
  );
}

/** Notes that all tables are there. */
export function rememberMadeFor(directory: DataDirectory, made: MadeFor): void {
  keptNote(directory, NOTE).set(JSON.stringify(made));
}

function removeTableFiles(directory: DataDirectory): void {
  for (const name of readdirSync(directory.path)) {
    if (name.startsWith(TABLE_FILES)) rmSync(directory.file(name), { recursive: true });
  }
}

function regionDifferences(kept: MadeFor, wanted: MadeFor): string[] {
  const [before, now] = [kept, wanted].map(({ regions }) => [...regions].sort().join(' and '));
  return before === now ? [] : [`it is for the Regions ${before}, the configuration for ${now}`];
}

function tableDifferences(kept: MadeFor, wanted: MadeFor): string[] {
  return kept.tables.flatMap((before) => {
    const now = wanted.tables.find(({ name }) => name === before.name);
    if (now === undefined) return [`it has a table ${before.name}, the configuration has none`];
    const parts = changedParts(before, now);
    return parts.length === 0 ? [] : [`table ${before.name} has other ${parts.join(' and ')}`];
  });
}

function changedParts(before: Table, now: Table): string[] {
  const definitions = [before, now].map(({ definition }) => definition as Record<string, unknown>);
  const differs = (...names: string[]): boolean =>
    names.some((name) => new Set(definitions.map((each) => JSON.stringify(each[name]))).size > 1);
  return [
    ...(before.consistency === now.consistency ? [] : ['consistency']),
    ...(differs('KeySchema', 'AttributeDefinitions') ? ['keys'] : []),
    ...(differs('GlobalSecondaryIndexes') ? ['indexes'] : []),
  ];
}
