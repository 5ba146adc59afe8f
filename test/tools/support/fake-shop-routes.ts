/** A request as the fake shop saw it. */
export interface ShopRequest {
  readonly region: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer; the body goes as JSON. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

interface FakeOrder {
  readonly orderId: string;
  readonly total: number;
}

/** All that the fake shop remembers; tests may change it. */
export interface ShopState {
  readonly products: Map<string, { name: string; price_minor: number }>;
  /** Units by `sku receiptId`. */
  readonly receipts: Map<string, number>;
  readonly ordersByKey: Map<string, FakeOrder>;
  readonly charges: { orderId: string; amount: number; currency: string; status: string }[];
  audit: Record<string, unknown>;
  /** How often the audit's report is asked for in vain. */
  auditDelay: number;
}

/** The fields of an audit that found nothing. */
export const CLEAN_AUDIT = {
  ok: true,
  oversoldUnits: 0,
  stockDifferences: [],
  chargesWithoutOrder: [],
  ordersWithoutCharge: [],
  duplicateCharges: [],
  stuckOrders: [],
  checked: { skus: 1, orders: 1, charges: 1 },
};

export function newShopState(): ShopState {
  return {
    products: new Map(),
    receipts: new Map(),
    ordersByKey: new Map(),
    charges: [],
    audit: { ...CLEAN_AUDIT },
    auditDelay: 0,
  };
}

/** A problem of the contract. */
export function problem(status: number, code: string, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
    body: { type: 'about:blank', title: code, status, code },
  };
}

type Route = (state: ShopState, request: ShopRequest, match: readonly string[]) => Reply;

const ROUTES: readonly (readonly [RegExp, Route])[] = [
  [/^GET \/health$/, (_, { region }) => ok({ region, status: 'ok' })],
  [/^POST \/v1\/admin\/products:import$/, importProducts],
  [/^POST \/v1\/admin\/stock\/([^/]+)\/receipts$/, receive],
  [/^GET \/v1\/admin\/stock\/([^/]+)$/, (state, _, [sku = '']) => stock(state, sku)],
  [/^POST \/v1\/orders$/, placeOrder],
  [/^GET \/v1\/admin\/audit$/, (state) => audit(state)],
  [/^GET \/v1\/admin\/audit\/report-1$/, (state) => audit(state)],
  [/^POST \/_local\/settle$/, () => ok({ settled: true, rounds: 1 })],
  [/^GET \/_local\/charges$/, (state) => ok(state.charges)],
];

/** Answers as the contract says, as far as the tools see it. */
export function handle(state: ShopState, request: ShopRequest): Reply {
  const line = `${request.method} ${request.path}`;
  if (request.path.startsWith('/v1/admin') && !request.headers['authorization']) {
    return problem(403, 'missing_authentication');
  }
  for (const [pattern, route] of ROUTES) {
    const match = pattern.exec(line);
    if (match) return route(state, request, match.slice(1));
  }
  return problem(403, 'missing_authentication');
}

function ok(body: unknown): Reply {
  return { status: 200, body };
}

/** The shop takes no product called `Forbidden`. */
function importProducts(state: ShopState, { body }: ShopRequest): Reply {
  const errors: unknown[] = [];
  const rows = body.trimEnd().split('\n');
  for (const [index, line] of rows.entries()) {
    const { sku, ...product } = JSON.parse(line) as { sku: string; name: string; price_minor: number };
    if (product.name === 'Forbidden') errors.push({ row: index + 1, field: 'name', message: 'another name' });
    else state.products.set(sku, product);
  }
  return ok({ imported: rows.length - errors.length, errors });
}

function receive(state: ShopState, { body }: ShopRequest, [sku = '']: readonly string[]): Reply {
  if (!state.products.has(sku)) return problem(404, 'unknown_product');
  const { receiptId, quantity } = JSON.parse(body) as { receiptId: string; quantity: number };
  const key = `${sku} ${receiptId}`;
  if (!state.receipts.has(key)) state.receipts.set(key, quantity);
  return ok({});
}

function stock(state: ShopState, sku: string): Reply {
  if (!state.products.has(sku)) return problem(404, 'unknown_product');
  const received = receivedUnits(state, sku);
  return ok({ sku, received, withdrawn: 0, available: received, held: 0, sold: 0, buckets: [] });
}

/** Units of a product over all its receipts. */
export function receivedUnits(state: ShopState, sku: string): number {
  const own = [...state.receipts].filter(([key]) => key.startsWith(`${sku} `));
  return own.reduce((sum, [, quantity]) => sum + quantity, 0);
}

/** Every unit costs 100; an order for the product `GONE` is out of stock. */
function placeOrder(state: ShopState, { headers, body }: ShopRequest): Reply {
  const key = headers['idempotency-key'] ?? '';
  const earlier = state.ordersByKey.get(key);
  if (earlier) return orderReply(earlier, { 'idempotency-replayed': 'true' });
  const { lines } = JSON.parse(body) as { lines: { sku: string; quantity: number }[] };
  if (lines.some(({ sku }) => sku === 'GONE')) return problem(409, 'out_of_stock');
  const total = lines.reduce((sum, { quantity }) => sum + 100 * quantity, 0);
  const order = { orderId: `order-${state.ordersByKey.size + 1}`, total };
  state.ordersByKey.set(key, order);
  state.charges.push({ orderId: order.orderId, amount: total, currency: 'gbp', status: 'succeeded' });
  return orderReply(order, {});
}

function orderReply({ orderId, total }: FakeOrder, headers: Record<string, string>): Reply {
  const body = { orderId, orderToken: 't', status: 'confirmed', lines: [], total, currency: 'GBP' };
  return { status: 201, headers, body };
}

function audit(state: ShopState): Reply {
  if (state.auditDelay-- > 0) return { status: 202, body: { reportId: 'report-1' } };
  return ok(state.audit);
}
