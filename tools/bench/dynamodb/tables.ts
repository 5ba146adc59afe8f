import { readAssembly } from '../../../local/assembly/read-assembly';
import { createTable, type Table, tablesOf } from '../../../local/dynamodb/table';
import { installedEmulator } from '../../../local/dynamodb/emulator-process';
import { type Emulator, startEmulator } from '../../../local/dynamodb/emulator';
import { synthesize } from '../../../local/synthesis/synthesize';
import { type Bench, BenchFailed } from '../section';

/** The project's tables as they were synthesized. */
export interface BenchTables {
  /** Orders and stock: strongly consistent between regions. */
  readonly ledger: Table;
  /** Products. */
  readonly shop: Table;
}

/** Synthesizes the app, if need be, and reads its tables. Throws {@link BenchFailed} if they are not there. */
export async function synthesizedTables({ world }: Bench): Promise<BenchTables> {
  const { directory } = await synthesize({ project: world.projectDirectory, signal: world.interrupted });
  const assembly = readAssembly(directory);
  const [home] = assembly.regions;
  const tables = home === undefined ? [] : tablesOf(assembly.regionTemplate(home));
  const ledger = tables.find(({ consistency }) => consistency === 'strong');
  const shop = tables.find(({ consistency }) => consistency === 'eventual');
  if (ledger !== undefined && shop !== undefined) return { ledger, shop };
  throw new BenchFailed('the templates hold no pair of a strongly and an eventually consistent table');
}

/** Starts an emulator with these tables, and ends it whatever happens. */
export async function withEmulator<T>(
  tables: readonly Table[],
  work: (emulator: Emulator) => Promise<T>,
): Promise<T> {
  const emulator = await startEmulator({ kind: installedEmulator() });
  try {
    for (const table of tables) await createTable(emulator, table);
    return await work(emulator);
  } finally {
    await emulator.close();
  }
}
