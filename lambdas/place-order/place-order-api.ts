import { type PlaceOrderDeps } from '../domain/deps';
import { orderIdOf } from '../domain/orders/identity';
import { placeOrder } from '../domain/orders/place-order';
import { type PlaceOrderRequest } from '../domain/orders/place-request';
import { type TokenKeys } from '../domain/orders/token';
import { type PaymentCircuit } from '../domain/payments/circuit-breaker';
import { apiFunction, type ApiHandler, type ApiRuntime } from '../shared/http/api-function';
import { jsonBody } from '../shared/http/body';
import { type HttpCall } from '../shared/http/call';
import { idempotencyKeyOf } from '../shared/http/idempotency-key';
import { orderRequest } from '../shared/schemas/order-request';
import { counted } from '../shared/telemetry/order-metrics';
import { answerToCheckout } from './checkout-answer';
import { countCheckout } from './checkout-metrics';

/** What POST /v1/orders needs. */
export interface PlaceOrderApi extends ApiRuntime {
  readonly checkout: PlaceOrderDeps;
  readonly tokenKeys: () => Promise<TokenKeys>;
  /** That of its payments: looked at while order and products are read. */
  readonly circuit: Pick<PaymentCircuit, 'refresh'>;
}

/** The function behind POST /v1/orders. */
export function placeOrderFunction(props: PlaceOrderApi): ApiHandler {
  const api = { ...props, checkout: counted(props.checkout, props.telemetry) };
  return apiFunction(async (call) => {
    const request = requestOf(call);
    api.telemetry.isAbout(orderIdOf(request.idempotencyKey));
    api.circuit.refresh();
    // Read before anything is ordered: an order whose token cannot be made could not be shown to its shopper.
    const keys = await api.tokenKeys();
    const outcome = await placeOrder(api.checkout, request);
    countCheckout(outcome, api.telemetry);
    return answerToCheckout(outcome, keys);
  }, api);
}

function requestOf(call: HttpCall): PlaceOrderRequest {
  const idempotencyKey = idempotencyKeyOf(call);
  const { payment, ...body } = jsonBody(call, orderRequest);
  return { ...body, idempotencyKey, paymentToken: payment.token };
}
