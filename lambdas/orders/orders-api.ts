import { type OrderStore } from '../domain/orders/order';
import { type TokenKeys } from '../domain/orders/token';
import { type Answer } from '../shared/http/answer';
import { apiFunction, type ApiHandler, type ApiRuntime } from '../shared/http/api-function';
import { type HttpCall } from '../shared/http/call';
import { orderAnswer } from '../shared/http/order-answer';
import { openedOrderId } from '../shared/http/order-token';
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

async function showOrder({ orders, tokenKeys, telemetry }: OrdersApi, call: HttpCall): Promise<Answer> {
  const orderId = await openedOrderId(call, tokenKeys);
  telemetry.isAbout(orderId);
  const record = await orders.read(orderId);
  if (record?.kind !== 'order') return problem('order_not_found');
  return orderAnswer(record.order, await orders.details(record.order));
}
