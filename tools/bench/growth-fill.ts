import { type Emulator } from '../../local/dynamodb/emulator';
import { putMany } from '../../lambdas/adapters/dynamodb/batches';
import { DynamoDbCatalogue } from '../../lambdas/adapters/dynamodb/catalogue';
import { storeDetails } from '../../lambdas/adapters/dynamodb/order-details';
import { encodeOrder } from '../../lambdas/adapters/dynamodb/order-item';
import { encodeBucket } from '../../lambdas/adapters/dynamodb/stock-item';
import { Table } from '../../lambdas/adapters/dynamodb/table';
import { SeededRandom } from '../../lambdas/adapters/memory/seeded-random';
import { systemClock } from '../../lambdas/adapters/system/clock';
import { orderIdOf } from '../../lambdas/domain/orders/identity';
import { firstBucket } from '../../lambdas/domain/stock/buckets';
import { emulatedClient } from './dynamodb/emulated-client';
import { type Placed, settingsOf } from './dynamodb/in-process-shop';
import { type BenchTables } from './dynamodb/tables';
import configuration from '../../holdfast.config.json';

/** Writes what a shop would have gathered over years, in batches, as the functions' own adapters encode it. */
export interface Filler {
  /** Products with plenty of stock in the bucket that each region takes from first. */
  products(skus: readonly string[]): Promise<void>;
  /** Finished orders number `from` up to `to`, copies of one that was really placed. */
  orders(sample: Placed, from: number, to: number): Promise<void>;
}

const UNITS_A_BUCKET = 100_000;
/** Items handed to the adapter at a time. */
const PORTION = 5_000;

/** Fills the tables of a local cloud. */
export function createFiller(remote: Emulator, tables: BenchTables, seed: number): Filler {
  const runtime = { clock: systemClock, random: new SeededRandom(seed) };
  const client = emulatedClient(configuration.regions[0] ?? '', (call) => remote.forward(call));
  const ledger = new Table(client, tables.ledger.name, runtime);
  const catalogue = new DynamoDbCatalogue(new Table(client, tables.shop.name, runtime));
  return {
    products: (skus) =>
      inPortions(0, skus.length, (from, to) => addProducts(catalogue, ledger, skus.slice(from, to))),
    orders: (sample, from, to) => inPortions(from, to, (first, end) => addOrders(ledger, sample, first, end)),
  };
}

async function inPortions(
  from: number,
  to: number,
  write: (from: number, to: number) => Promise<void>,
): Promise<void> {
  for (let first = from; first < to; first += PORTION) await write(first, Math.min(to, first + PORTION));
}

async function addProducts(
  catalogue: DynamoDbCatalogue,
  ledger: Table,
  skus: readonly string[],
): Promise<void> {
  const price = { amount: 1_250, currency: 'GBP' };
  await catalogue.putMany(skus.map((sku) => ({ sku, name: `Product ${sku}`, price })));
  const stock = { available: UNITS_A_BUCKET, received: UNITS_A_BUCKET, withdrawn: 0, guard: 1, journal: {} };
  const buckets = skus.flatMap((sku) => firstBuckets(sku).map((bucket) => ({ sku, bucket, ...stock })));
  await putMany(ledger, buckets.map(encodeBucket));
}

/** Where each region looks first. */
function firstBuckets(sku: string): readonly number[] {
  const found = configuration.regions.map((_, region) => firstBucket(sku, settingsOf(region)));
  return [...new Set(found)];
}

async function addOrders(ledger: Table, { order, details }: Placed, from: number, to: number): Promise<void> {
  // One line fits on the order's own item, so that nothing is written here.
  const inline = await storeDetails(ledger, order, details);
  const past = Array.from({ length: to - from }, (_, index) => orderIdOf(`past-${from + index}`));
  await putMany(
    ledger,
    past.map((id) => ({ ...encodeOrder({ ...order, id }), ...inline })),
  );
}
