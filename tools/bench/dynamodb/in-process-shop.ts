import { DynamoDbCatalogue } from '../../../lambdas/adapters/dynamodb/catalogue';
import { DynamoDbOrderStore } from '../../../lambdas/adapters/dynamodb/order-store';
import { DynamoDbReceiptStore } from '../../../lambdas/adapters/dynamodb/receipt-store';
import { DynamoDbStockLedger } from '../../../lambdas/adapters/dynamodb/stock-ledger';
import { Table } from '../../../lambdas/adapters/dynamodb/table';
import { MemoryLedger } from '../../../lambdas/adapters/memory/memory-ledger';
import { MemoryPayments, MemoryProvider } from '../../../lambdas/adapters/memory/payments';
import { SeededRandom } from '../../../lambdas/adapters/memory/seeded-random';
import { memoryStores } from '../../../lambdas/adapters/memory/stores';
import { systemClock } from '../../../lambdas/adapters/system/clock';
import { type PlaceOrderDeps, type Settings } from '../../../lambdas/domain/deps';
import { placeOrder } from '../../../lambdas/domain/orders/place-order';
import { type PlaceOrderOutcome, type PlaceOrderRequest } from '../../../lambdas/domain/orders/place-request';
import { bucketsOf } from '../../../lambdas/domain/stock/buckets';
import { applyReceipt } from '../../../lambdas/domain/stock/receipts';
import { settleBucket } from '../../../lambdas/domain/stock/settle';
import { settlePage } from '../../../lambdas/domain/stock/settle-scan';
import configuration from '../../../holdfast.config.json';
import { BenchFailed } from '../section';
import { type AnswerCall, emulatedClient } from './emulated-client';
import { type BenchTables } from './tables';

/** The domain's own code on the real DynamoDB adapters; payments, events and messages are in memory. */
export interface InProcessShop {
  readonly deps: PlaceOrderDeps;
  /** Puts products into the catalogue and receives `quantity` units of each. */
  sell(skus: readonly string[], quantity: number): Promise<void>;
  /** Buys one unit of each. Throws {@link BenchFailed} unless the order is confirmed and owes nothing. */
  buy(idempotencyKey: string, skus: readonly string[]): Promise<Placed>;
  /** Clears all journals as the scheduled scan does. */
  clearJournals(): Promise<void>;
  /** Clears the journals of one product. */
  clearJournalsOf(sku: string): Promise<void>;
}

/** An order that was placed. */
export type Placed = Extract<PlaceOrderOutcome, { kind: 'placed' }>;

/** As lib/region/function-settings.ts sets them. */
const ATTEMPT_MAX_MS = 60_000;
const HOUR_MS = 3_600_000;

export interface InProcessOptions {
  readonly tables: BenchTables;
  readonly answer: AnswerCall;
  readonly seed: number;
  /** Index of the region that the code believes to run in. */
  readonly region?: number;
}

/** Builds the shop over whoever answers DynamoDB's calls. */
export function inProcessShop({ tables, answer, seed, region = 0 }: InProcessOptions): InProcessShop {
  const settings = settingsOf(region);
  const runtime = { clock: systemClock, random: new SeededRandom(seed) };
  const client = emulatedClient(settings.region, answer);
  const ledger = new Table(client, tables.ledger.name, runtime);
  const deps: PlaceOrderDeps = {
    ...memoryStores(new MemoryLedger()),
    ...runtime,
    settings,
    payments: new MemoryPayments(new MemoryProvider(systemClock)),
    stock: new DynamoDbStockLedger(ledger),
    orders: new DynamoDbOrderStore(ledger),
    receipts: new DynamoDbReceiptStore(ledger),
    catalogue: new DynamoDbCatalogue(new Table(client, tables.shop.name, runtime)),
  };
  return {
    deps,
    sell: (skus, quantity) => sell(deps, skus, quantity),
    buy: (key, skus) => buy(deps, key, skus),
    clearJournals: () => clearJournals(deps),
    clearJournalsOf: async (sku) => {
      const buckets = await deps.stock.read(bucketsOf(sku, settings));
      for (const bucket of buckets.filter(({ journal }) => Object.keys(journal).length > 0))
        await settleBucket(deps, bucket);
    },
  };
}

/** The settings of the region of this index, as its functions have them. */
export function settingsOf(index: number): Settings {
  const { regions, stockBuckets, holdHours, payment, coupon } = configuration;
  return {
    region: regions[index] ?? '',
    regions,
    stockBuckets,
    attemptMaxMs: ATTEMPT_MAX_MS,
    holdMaxMs: holdHours * HOUR_MS,
    drainPerSecond: payment.drainPerSecond,
    couponPercent: coupon.percent,
  };
}

async function sell(deps: PlaceOrderDeps, skus: readonly string[], quantity: number): Promise<void> {
  const price = { amount: 1_250, currency: 'GBP' };
  await deps.catalogue.putMany(skus.map((sku) => ({ sku, name: `Product ${sku}`, price })));
  for (const sku of skus) await applyReceipt(deps, { sku, receiptId: 'bench', quantity });
}

/** A checkout of one unit of each. */
export const checkoutOf = (idempotencyKey: string, skus: readonly string[]): PlaceOrderRequest => ({
  idempotencyKey,
  lines: skus.map((sku) => ({ sku, quantity: 1 })),
  customer: { email: 'shopper@example.com', name: 'Ada Shopper' },
  delivery: {
    name: 'Ada Shopper',
    lines: ['1 Long Acre'],
    city: 'London',
    postcode: 'WC2E 9LH',
    country: 'GB',
  },
  paymentToken: 'pm_card_visa',
});

async function buy(deps: PlaceOrderDeps, idempotencyKey: string, skus: readonly string[]): Promise<Placed> {
  const outcome = await placeOrder(deps, checkoutOf(idempotencyKey, skus));
  const finished = outcome.kind === 'placed' && outcome.order.status === 'CONFIRMED' && !outcome.order.work;
  if (!finished) throw new BenchFailed(`an order was not finished: ${JSON.stringify(outcome)}`);
  return outcome;
}

async function clearJournals(deps: PlaceOrderDeps): Promise<void> {
  let cursor: string | undefined;
  do {
    const page = await settlePage(deps, cursor);
    if (page.failures.length > 0) throw new BenchFailed(`settling failed: ${JSON.stringify(page.failures)}`);
    cursor = page.cursor;
  } while (cursor !== undefined);
}
