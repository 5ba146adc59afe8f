import { type Order, type OrderDetails } from '../../../lambdas/domain/orders/order';
import { type ReserveRequest, type StockLedger } from '../../../lambdas/domain/stock/ledger';
import { type Receipt } from '../../../lambdas/domain/stock/receipt';

export const NOW = Date.UTC(2026, 0, 1);
export const SKU = 'TEA-001';
export const OWNER = 'ORDER#ord_0123456789abcdef0123456789abcdef';

/** Opens a bucket with `quantity` units, its receipt's entry settled. */
export async function openBucket(stock: StockLedger, quantity: number, bucket = 0, sku = SKU): Promise<void> {
  const owner = `RECEIPT#${sku}#r${bucket}`;
  const entryId = `receipt:r${bucket}`;
  await stock.receive({ sku, bucket, guard: undefined, entryId, owner, quantity, at: NOW });
  await stock.resolve({ sku, bucket, undo: [], drop: [entryId], withdraw: [] });
}

export const reservation = (
  opId: string,
  quantity: number,
  more: Partial<ReserveRequest> = {},
): ReserveRequest => ({
  sku: SKU,
  bucket: 0,
  opId,
  owner: OWNER,
  quantity,
  at: NOW,
  ...more,
});

export const order = (id: string, changes: Partial<Order> = {}): Order => ({
  id,
  attempt: 'a1',
  version: 1,
  status: 'OPEN',
  total: { amount: 1_250, currency: 'GBP' },
  fingerprint: 'f'.repeat(64),
  paymentToken: 'pm_card_visa',
  intentId: undefined,
  stopReason: undefined,
  released: false,
  tries: 0,
  owes: [],
  work: { region: 'us-east-1', dueAt: NOW },
  placedAt: NOW,
  region: 'us-east-1',
  history: [{ status: 'OPEN', at: NOW }],
  ...changes,
});

/** Details of an order with `count` lines, each from one bucket. */
export const details = (count: number): OrderDetails => {
  const skus = Array.from({ length: count }, (_, index) => `SKU-${index}`);
  return {
    lines: skus.map((sku, index) => ({
      sku,
      name: `Thing number ${index}`,
      quantity: index + 1,
      price: { amount: 100 + index, currency: 'GBP' },
    })),
    allocations: skus.map((sku, index) => ({
      opId: `a1-${index}`,
      sku,
      bucket: index % 4,
      quantity: index + 1,
      resent: index % 7 === 0,
    })),
    customer: { email: 'someone@example.com', name: 'Someone Else' },
    delivery: { name: 'Someone', lines: ['1 Street'], city: 'Leeds', postcode: 'LS1 1AA', country: 'GB' },
  };
};

export const received = (receiptId: string): Receipt => ({
  kind: 'received',
  sku: SKU,
  receiptId,
  quantity: 10,
  plan: [
    { bucket: 0, quantity: 6 },
    { bucket: 1, quantity: 4 },
  ],
  applied: false,
});

export const withdrawn = (receiptId: string, attempt: string): Receipt => ({
  kind: 'withdrawn',
  sku: SKU,
  receiptId,
  quantity: 3,
  attempt,
  allocations: [{ opId: `${attempt}-0`, sku: SKU, bucket: 0, quantity: 3, resent: false }],
  applied: false,
});
