import { installedEmulator } from '../../local/dynamodb/emulator-process';
import { portsOf } from '../../local/terminal/ports';
import configuration from '../../holdfast.config.json';
import { remoteTables } from './dynamodb/endpoint-emulator';
import { synthesizedTables } from './dynamodb/tables';
import { createFiller, type Filler } from './growth-fill';
import { type RunningCloud } from './local-cloud';
import { type Metered, meteredOn } from './metered';
import { type Bench } from './section';
import { type BenchShop } from './shop';
import { withShop } from './with-shop';

/** A local cloud of its own, and the ways into its tables that the growth needs. */
export interface Ground {
  readonly cloud: RunningCloud;
  readonly shop: BenchShop;
  readonly filler: Filler;
  /** The domain's code in this process, on the cloud's tables. */
  readonly metered: Metered;
}

/** Starts a local cloud for one series, and ends it whatever happens. */
export async function onGround<T>(bench: Bench, work: (ground: Ground) => Promise<T>): Promise<T> {
  return withShop(bench, async (shop, cloud) => {
    const tables = await synthesizedTables(bench);
    const [endpoint = 0] = portsOf(bench.portBase, configuration.regions.length).awsEndpoints;
    const remote = remoteTables(endpoint, installedEmulator());
    try {
      return await work({
        cloud,
        shop,
        filler: createFiller(remote, tables, bench.seed),
        metered: meteredOn(remote, tables, bench.seed),
      });
    } finally {
      await remote.close();
    }
  });
}
