/** The bodies of the HTTP contract that the tools read. Members that they do not need are let through. */
import { z } from 'zod';

const sku = z.string();
const minorUnits = z.int();

/** GET /v1/products. */
export const productPage = z.looseObject({
  items: z.array(z.looseObject({ sku, name: z.string() })),
  cursor: z.string().optional(),
});

/** GET /v1/products/{sku}. */
export const product = z.looseObject({
  sku,
  name: z.string(),
  availability: z.enum(['in_stock', 'low_stock', 'sold_out']),
});

/** POST /v1/orders (201, 202, and 200 for a replay) and GET /v1/orders/{orderId}; money in minor units. */
export const order = z.looseObject({
  orderId: z.string(),
  status: z.enum(['confirmed', 'payment_pending', 'cancelled', 'refunding', 'refunded']),
  total: minorUnits,
  currency: z.string(),
  orderToken: z.string().optional(),
  message: z.string().optional(),
  region: z.string().optional(),
});

/** GET and PUT of a cart. */
export const cart = z.looseObject({
  cartId: z.string(),
  lines: z.array(z.looseObject({ sku, quantity: z.int() })),
});

/** POST /v1/admin/products:import; `row` counts from 1 within the call. */
export const importResult = z.looseObject({
  imported: z.int(),
  errors: z.array(
    z.looseObject({ row: z.int().positive(), message: z.string(), field: z.string().optional() }),
  ),
});

/** PUT /v1/admin/products/{sku} and POST /v1/admin/stock/{sku}/receipts: success is all that counts. */
export const acknowledgement = z.unknown();

/** GET /v1/admin/stock/{sku}, in units. */
export const stock = z.looseObject({
  sku,
  received: z.int(),
  withdrawn: z.int(),
  available: z.int(),
  held: z.int(),
  sold: z.int(),
});

/** GET /v1/admin/audit when done: promises P1 to P5, each with what differs. */
export const audit = z.looseObject({
  ok: z.boolean(),
  oversoldUnits: z.int(),
  stockDifferences: z.array(z.unknown()),
  chargesWithoutOrder: z.array(z.unknown()),
  ordersWithoutCharge: z.array(z.unknown()),
  duplicateCharges: z.array(z.unknown()),
  stuckOrders: z.array(z.unknown()),
  checked: z.looseObject({ skus: z.int(), orders: z.int(), charges: z.int() }),
});

/** GET /v1/admin/audit while it runs (202). */
export const auditPending = z.looseObject({ reportId: z.string() });

/** GET /v1/admin/audit and /v1/admin/audit/{reportId}: the report, or where it will be. */
export const auditAnswer = z.union([audit, auditPending]);

/** GET /health. */
export const health = z.looseObject({ region: z.string(), status: z.string() });

/** GET /_local/charges: the payment simulator's ledger. */
export const charges = z.array(
  z.looseObject({
    orderId: z.string(),
    amount: minorUnits,
    currency: z.string(),
    status: z.enum(['succeeded', 'refunded']),
  }),
);

/** POST /_local/charges: the order's charges as they are then. */
export const changedCharges = z.looseObject({ charges });

const count = z.int().nonnegative();

/** GET /_local/state: Regions, and queues under `region/name`. */
export const localState = z.looseObject({
  regions: z.record(z.string(), z.looseObject({ status: z.string() })),
  queues: z.record(z.string(), z.looseObject({ visible: count, inFlight: count, delayed: count.default(0) })),
});

/** GET /_local/mail: what would have been sent, oldest first; `at` is ISO 8601. */
export const mails = z.array(
  z.looseObject({
    channel: z.enum(['email', 'sms']),
    to: z.string(),
    template: z.string(),
    orderId: z.string(),
    body: z.string(),
    at: z.string(),
  }),
);

/** GET /_local/crashes: processes that the faults killed, each after an AWS call of its function. */
export const crashes = z.array(
  z.looseObject({
    region: z.string(),
    function: z.string(),
    call: z.string(),
    begunAt: z.string().optional(),
    at: z.string(),
  }),
);

/** GET /v1/admin/orders?owed=true: orders for which a step is owed, by the time when it is due. */
export const owedOrders = z.looseObject({
  items: z.array(z.looseObject({ orderId: z.string(), status: z.string(), region: z.string() })),
});

/** POST /_local/settle. */
export const settled = z.looseObject({ settled: z.boolean(), rounds: z.int() });

export type ProductPage = z.infer<typeof productPage>;
export type Product = z.infer<typeof product>;
export type Cart = z.infer<typeof cart>;
export type Order = z.infer<typeof order>;
export type ImportResult = z.infer<typeof importResult>;
export type Stock = z.infer<typeof stock>;
export type Audit = z.infer<typeof audit>;
export type AuditAnswer = z.infer<typeof auditAnswer>;
export type Health = z.infer<typeof health>;
export type Charge = z.infer<typeof charges>[number];
export type ChangedCharges = z.infer<typeof changedCharges>;
export type Settled = z.infer<typeof settled>;
export type LocalState = z.infer<typeof localState>;
export type Mail = z.infer<typeof mails>[number];
export type Crash = z.infer<typeof crashes>[number];
export type OwedOrders = z.infer<typeof owedOrders>;

/** Tells the finished report from the promise of one. */
export function isAuditReport(answer: AuditAnswer): answer is Audit {
  return 'ok' in answer && 'oversoldUnits' in answer;
}
