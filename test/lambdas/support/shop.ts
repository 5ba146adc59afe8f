import { JumpingClock } from '../../../lambdas/adapters/memory/manual-clock';
import { MemoryLedger } from '../../../lambdas/adapters/memory/memory-ledger';
import { MemoryPayments, MemoryProvider } from '../../../lambdas/adapters/memory/payments';
import { SeededRandom } from '../../../lambdas/adapters/memory/seeded-random';
import { memoryStores } from '../../../lambdas/adapters/memory/stores';
import { type PlaceOrderDeps, type QueuedSagaDeps, type Settings } from '../../../lambdas/domain/deps';
import { StoreUnavailable } from '../../../lambdas/domain/errors';
import { applyReceipt } from '../../../lambdas/domain/stock/receipts';
import { RecordingTelemetry } from './recording-telemetry';

const SETTINGS: Settings = {
  region: 'us-east-1',
  regions: ['us-east-1', 'us-west-2'],
  stockBuckets: 4,
  attemptMaxMs: 60_000,
  holdMaxMs: 86_400_000,
  drainPerSecond: 20,
  couponPercent: 10,
};

export const TOKEN_KEYS = { current: 'current-secret', previous: 'previous-secret' };

/** For functions whose payments are not guarded. */
const CLOSED_CIRCUIT = {
  refresh: () => undefined,
  dueBy: async () => undefined,
  probe: async () => undefined,
  takeClosed: () => false,
  isOpen: async () => false,
};

/** One Region of a shop in memory, with operations that fail on demand. */
export function memoryShop() {
  const ledger = new MemoryLedger();
  const clock = new JumpingClock();
  const random = new SeededRandom(1);
  const telemetry = new RecordingTelemetry();
  const broken = new Set<string>();
  const step = async (point: string): Promise<void> => {
    const operation = point.replace(/:.*/, '');
    const name = operation.replace(/\..*/, '');
    if (broken.has(operation) || broken.has(name))
      throw new StoreUnavailable(`${operation} is broken`, 'not_applied');
  };
  const stores = memoryStores(ledger, step);
  const payments = new MemoryPayments(new MemoryProvider(clock), step);
  const deps: PlaceOrderDeps & QueuedSagaDeps = { ...stores, payments, clock, random, settings: SETTINGS };
  return {
    ledger,
    clock,
    random,
    telemetry,
    stores,
    deps,
    region: SETTINGS.region,
    tokenKeys: async () => TOKEN_KEYS,
    circuit: CLOSED_CIRCUIT,
    /** Operations (`stock.read`) or whole ports (`stock`) that answer StoreUnavailable. */
    broken,
  };
}

export type MemoryShop = ReturnType<typeof memoryShop>;

/** Puts a product on sale with that many units. */
export async function sell(shop: MemoryShop, sku: string, units: number, price = 1250): Promise<void> {
  await shop.stores.catalogue.put({ sku, name: `Product ${sku}`, price: { amount: price, currency: 'GBP' } });
  if (units > 0) await applyReceipt(shop.deps, { sku, receiptId: `first-${sku}`, quantity: units });
}

/** A valid order request. */
export const orderBody = (...lines: readonly { sku: string; quantity: number }[]) => ({
  lines,
  customer: { email: 'ada@example.com', name: 'Ada Lovelace', phone: '+44 20 7946 0000' },
  delivery: {
    name: 'Ada Lovelace',
    lines: ['12 St James Square'],
    city: 'London',
    postcode: 'SW1Y 4JH',
    country: 'United Kingdom',
  },
  payment: { token: 'pm_card_visa' },
});
