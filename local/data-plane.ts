import { join } from 'node:path';
import { type Assembly } from './assembly/assembly';
import { type EmulatorKind, installedEmulator } from './dynamodb/emulator';
import { GlobalTables } from './dynamodb/global-tables';
import { tablesOf } from './dynamodb/table';
import { Secrets } from './secrets/secrets';
import { type Closeable, type FaultSource, type Log } from './types';

export interface DataPlaneOptions {
  readonly assembly: Assembly;
  readonly faults: FaultSource;
  readonly log: Log;
  /** Where tables and secrets are kept between runs; in memory when absent. */
  readonly dataDirectory?: string;
  /** Secret values by secret name, instead of the generated ones; objects are stored as JSON. */
  readonly secretOverrides?: Readonly<Record<string, unknown>>;
  /** The best emulator that is installed, unless one is named. */
  readonly emulator?: EmulatorKind;
}

/** Tables and secrets, which replicate between regions. Close it after the regions. */
export interface DataPlane extends Closeable {
  readonly emulator: EmulatorKind;
  readonly tables: GlobalTables;
  readonly secrets: Secrets;
}

/** Starts the DynamoDB emulators, creates the tables, and makes the secrets of all regions. */
export async function startDataPlane(options: DataPlaneOptions): Promise<DataPlane> {
  const { assembly, dataDirectory, emulator = installedEmulator() } = options;
  const templates = assembly.regions.map((region) => assembly.regionTemplate(region));
  const named = new Map(templates.flatMap(tablesOf).map((table) => [table.name, table]));
  const tables = await GlobalTables.start({
    ...options,
    kind: emulator,
    regions: assembly.regions,
    tables: [...named.values()],
    now: () => performance.now(),
    random: Math.random,
  });
  const secrets = new Secrets({
    templates,
    overrides: options.secretOverrides ?? {},
    ...(dataDirectory === undefined ? {} : { file: join(dataDirectory, 'secrets.json') }),
  });
  return { emulator, tables, secrets, close: () => tables.close() };
}
