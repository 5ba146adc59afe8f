import { type Answer } from './answers';
import { type CallerOptions, createCaller } from './caller';
import * as shapes from './shapes';

/** A line of an order: quantity 1 to 100,000 units. */
export interface OrderLine {
  readonly sku: string;
  readonly quantity: number;
}

/** Body of POST /v1/orders, as far as the tools use it. */
export interface OrderRequest {
  readonly lines: readonly OrderLine[];
  readonly customer: { readonly email: string; readonly name?: string; readonly phone?: string };
  readonly payment: { readonly token: string };
  readonly couponCode?: string;
  /** In minor units; a differing total is refused with price_changed. */
  readonly expectedTotal?: number;
}

/** What a shopper can call in one region. */
export interface ShopperClient {
  products(query?: Readonly<Record<string, string>>): Promise<Answer<shapes.ProductPage>>;
  product(sku: string): Promise<Answer<shapes.Product>>;
  placeOrder(idempotencyKey: string, order: OrderRequest): Promise<Answer<shapes.Order>>;
  order(orderId: string, orderToken: string): Promise<Answer<shapes.Order>>;
  health(): Promise<Answer<shapes.Health>>;
}

/** A shopper's client: calls are not signed. */
export function createShopper(options: Omit<CallerOptions, 'sign'>): ShopperClient {
  const call = createCaller(options);
  return {
    products: (query = {}) => call({ path: '/v1/products', query, answer: shapes.productPage }),
    product: (sku) => call({ path: `/v1/products/${encodeURIComponent(sku)}`, answer: shapes.product }),
    placeOrder: (key, body) =>
      call({
        method: 'POST',
        path: '/v1/orders',
        headers: { 'idempotency-key': key },
        body,
        answer: shapes.order,
      }),
    order: (orderId, token) =>
      call({
        path: `/v1/orders/${encodeURIComponent(orderId)}`,
        headers: { authorization: `Bearer ${token}` },
        answer: shapes.order,
      }),
    health: () => call({ path: '/health', answer: shapes.health }),
  };
}
