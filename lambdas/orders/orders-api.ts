import { ORDER_ID_PATTERN } from '../domain/orders/identity';
import { type OrderStore } from '../domain/orders/order';
import { type TokenKeys, tokenOpens } from '../domain/orders/token';
import { type Answer } from '../shared/http/answer';
import { apiFunction, type ApiHandler, type ApiRuntime } from '../shared/http/api-function';
import { type HttpCall } from '../shared/http/call';
import { orderAnswer } from '../shared/http/order-answer';
import { problem } from '../shared/http/problem';

/** What GET /v1/orders/{orderId} needs. */
export interface OrdersApi extends ApiRuntime {
  readonly orders: OrderStore;
  readonly tokenKeys: () => Promise<TokenKeys>;
}

/** The function behind GET /v1/orders/{orderId}. */
export function ordersFunction(api: OrdersApi): ApiHandler {
  return apiFunction((call) => showOrder(api, call), api);
}

/**
 * The token is checked before the order is read, and a wrong one is answered like an unknown order, so that
 * nobody learns which orders exist, and guessing costs no read.
 */
async function showOrder({ orders, tokenKeys }: OrdersApi, call: HttpCall): Promise<Answer> {
  const token = bearerToken(call);
  if (token === undefined) return UNAUTHORIZED;
  const orderId = call.path('orderId');
  const opens = ORDER_ID_PATTERN.test(orderId) && tokenOpens(token, orderId, await tokenKeys());
  const record = opens ? await orders.read(orderId) : undefined;
  if (record?.kind !== 'order') return problem('order_not_found');
  return orderAnswer(record.order, await orders.details(record.order));
}

const UNAUTHORIZED = problem('unauthorized', {
  detail: 'Send the orderToken of the order as "Authorization: Bearer <orderToken>".',
  headers: { 'www-authenticate': 'Bearer' },
});

/** RFC 6750, section 2.1; order tokens are base64url. */
function bearerToken(call: HttpCall): string | undefined {
  return /^Bearer +([A-Za-z0-9_-]{1,512})$/i.exec(call.header('authorization')?.trim() ?? '')?.[1];
}
