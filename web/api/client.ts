import { type Answer, call, type CallDeps, mayHelpToRepeat, type Request } from './call';
import { readCart, readOrder, readPlacedOrder, readProductDetails, readProductPage } from './shape';
import { type Cart, type Order, type PlacedOrder, type ProductDetails, type ProductPage } from './types';

/** The shop's API, as far as shoppers need it. */
export interface ShopApi {
  listProducts(query: { q?: string; cursor?: string | undefined }): Promise<Answer<ProductPage>>;
  getProduct(sku: string): Promise<Answer<ProductDetails>>;
  getCart(cartId: string): Promise<Answer<Cart>>;
  putCartItem(cartId: string, sku: string, quantity: number): Promise<Answer<Cart>>;
  removeCartItem(cartId: string, sku: string): Promise<Answer<Cart>>;
  /** One attempt, once. `body` is the JSON text of an OrderRequest; a retry sends key and body unchanged. */
  placeOrder(key: string, body: string): Promise<Answer<PlacedOrder>>;
  getOrder(orderId: string, orderToken: string): Promise<Answer<Order>>;
  cancelOrder(orderId: string, orderToken: string): Promise<Answer<Order>>;
}

/** What the client needs. */
export interface ClientDeps extends CallDeps {
  /** Resolves after that many milliseconds. */
  readonly sleep: (ms: number) => Promise<void>;
  /** Told of the last answer to everything that is read. */
  readonly onRead: (answer: Answer<unknown>) => void;
}

/** CloudFront gives up after 30 s; then there is an answer, which is better than none. */
const WRITE_TIMEOUT_MS = 32_000;

/**
 * The edge asks the other Region where the first one says nothing for some seconds (lib/edge/api-origins.ts): giving up
 * before that would only ask the silent one again.
 */
const READ_TIMEOUT_MS = 9_000;

/** Pauses before reading is tried again. Reading changes nothing, so it is repeated without asking. */
const READ_PAUSES_MS = [400, 1_500];

/** The API over fetch, on the page's own origin. */
export function shopApi(deps: ClientDeps): ShopApi {
  const read = <T>(request: Omit<Request<T>, 'method' | 'timeoutMs'>): Promise<Answer<T>> =>
    readAgain(deps, { ...request, method: 'GET', timeoutMs: READ_TIMEOUT_MS });
  const write = <T>(request: Omit<Request<T>, 'timeoutMs'>): Promise<Answer<T>> =>
    call(deps, { ...request, timeoutMs: WRITE_TIMEOUT_MS });
  const itemPath = (cartId: string, sku: string): string => `/v1/carts/${cartId}/items/${escape(sku)}`;
  return {
    listProducts: (query) => read({ path: `/v1/products${queryOf(query)}`, read: readProductPage }),
    getProduct: (sku) => read({ path: `/v1/products/${escape(sku)}`, read: readProductDetails }),
    getCart: (cartId) => read({ path: `/v1/carts/${cartId}`, read: readCart }),
    putCartItem: (cartId, sku, quantity) =>
      write({
        method: 'PUT',
        path: itemPath(cartId, sku),
        body: JSON.stringify({ quantity }),
        read: readCart,
      }),
    removeCartItem: (cartId, sku) => write({ method: 'DELETE', path: itemPath(cartId, sku), read: readCart }),
    placeOrder: (key, body) =>
      write({
        method: 'POST',
        path: '/v1/orders',
        body,
        headers: { 'idempotency-key': key },
        read: readPlacedOrder,
      }),
    getOrder: (id, token) =>
      read({ path: `/v1/orders/${escape(id)}`, headers: bearer(token), read: readOrder }),
    cancelOrder: (id, token) =>
      write({
        method: 'POST',
        path: `/v1/orders/${escape(id)}/cancel`,
        headers: bearer(token),
        read: readOrder,
      }),
  };
}

const escape = encodeURIComponent;

/** The token opens the order, so it is in a header and never in an address. */
const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

function queryOf({ q, cursor }: { q?: string; cursor?: string | undefined }): string {
  const query = new URLSearchParams();
  if (q !== undefined && q !== '') query.set('q', q);
  if (cursor !== undefined) query.set('cursor', cursor);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

async function readAgain<T>(deps: ClientDeps, request: Request<T>): Promise<Answer<T>> {
  let answer = await call(deps, request);
  for (const pause of READ_PAUSES_MS) {
    // Who is throttled is told how long to wait, rather than asked for more of the same.
    if (!mayHelpToRepeat(answer) || isThrottled(answer)) break;
    await deps.sleep(pause);
    answer = await call(deps, request);
  }
  deps.onRead(answer);
  return answer;
}

const isThrottled = <T>(answer: Answer<T>): boolean =>
  answer.kind === 'problem' && answer.problem.status === 429;
