import { DatabaseSync } from 'node:sqlite';
import { type Assembly } from './assembly/assembly';
import { type DataDirectory } from './data/data-directory';
import { madeFor, prepareFor, rememberMadeFor, type MadeFor } from './data/made-for';
import { type EmulatorKind, installedEmulator } from './dynamodb/emulator-process';
import { GlobalTables } from './dynamodb/global-tables';
import { tablesOf } from './dynamodb/table';
import { type KeyValueStores, keyValueStores } from './keyvaluestore/key-value-stores';
import { MessageStore } from './queues/message-store';
import { deployToBuckets } from './s3/bucket-deployments';
import { ObjectStore } from './s3/object-store';
import { Secrets } from './secrets/secrets';
import { type Closeable, type FaultSource, type Log, type RegionTemplate } from './types';

export interface DataPlaneOptions {
  readonly assembly: Assembly;
  readonly faults: FaultSource;
  readonly log: Log;
  /** Where tables, secrets and messages are kept between runs; in memory when absent. */
  readonly directory?: DataDirectory | undefined;
  /** Secret values by secret name, instead of the generated ones; objects are stored as JSON. */
  readonly secretOverrides?: Readonly<Record<string, unknown>>;
  /** The one that has kept the tables so far, or the best that is installed, unless one is named. */
  readonly emulator?: EmulatorKind;
}

/** Tables and secrets, which replicate between regions. Close it after the regions. */
export interface DataPlane extends Closeable {
  readonly emulator: EmulatorKind;
  readonly tables: GlobalTables;
  readonly secrets: Secrets;
  /** CloudFront's, which are the same for all regions. */
  readonly keyValueStores: KeyValueStores;
  /** What is in the buckets of all regions; each region has its own. */
  readonly objects: ObjectStore;
  /** Keeps the messages in the regions' queues; absent when everything is in memory. */
  readonly messages: MessageStore | undefined;
}

/**
 * Starts the DynamoDB emulators, creates the tables, and makes the secrets of all regions.
 *
 * @throws DataDirectoryError when the data directory is for another configuration
 */
export async function startDataPlane(options: DataPlaneOptions): Promise<DataPlane> {
  const { assembly, directory } = options;
  const templates = assembly.regions.map((region) => assembly.regionTemplate(region));
  const wanted = configurationOf(options, templates);
  if (directory !== undefined) prepareFor(directory, wanted);
  const tables = await GlobalTables.start({
    ...options,
    kind: wanted.emulator,
    regions: wanted.regions,
    tables: wanted.tables,
    now: () => performance.now(),
    random: Math.random,
  });
  if (directory !== undefined) rememberMadeFor(directory, wanted);
  const everywhere = assembly.stackRegions.map((region) => assembly.regionTemplate(region));
  const secrets = new Secrets({
    templates: everywhere,
    overrides: options.secretOverrides ?? {},
    ...(directory === undefined ? {} : { file: directory.file('secrets.json') }),
  });
  const messages = directory && new MessageStore(directory.database);
  const objects = new ObjectStore(directory?.database ?? new DatabaseSync(':memory:'));
  for (const template of everywhere) deployToBuckets(template, objects, new Date());
  return {
    emulator: wanted.emulator,
    tables,
    secrets,
    keyValueStores: keyValueStores(everywhere, new Date()),
    objects,
    messages,
    close: () => tables.close(),
  };
}

function configurationOf(options: DataPlaneOptions, templates: readonly RegionTemplate[]): MadeFor {
  const { assembly, directory, emulator } = options;
  const kept = directory && madeFor(directory)?.emulator;
  const tables = new Map(templates.flatMap(tablesOf).map((table) => [table.name, table]));
  return {
    emulator: emulator ?? kept ?? installedEmulator(),
    regions: assembly.regions,
    tables: [...tables.values()],
  };
}
