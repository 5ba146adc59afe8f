import { type QueuedSagaDeps } from '../domain/deps';
import { type CancelOutcome, cancelOrder } from '../domain/orders/cancel';
import { type TokenKeys } from '../domain/orders/token';
import { type PaymentCircuit } from '../domain/payments/circuit-breaker';
import { type Answer } from '../shared/http/answer';
import { apiFunction, type ApiHandler, type ApiRuntime } from '../shared/http/api-function';
import { refuseInput } from '../shared/http/body';
import { type HttpCall } from '../shared/http/call';
import { RETRY_SOON } from '../shared/http/error-answers';
import { orderAnswer } from '../shared/http/order-answer';
import { openedOrderId } from '../shared/http/order-token';
import { problem } from '../shared/http/problem';
import { type MetricName } from '../shared/telemetry/telemetry';

/** What POST /v1/orders/{orderId}/cancel needs. */
export interface CancelOrderApi extends ApiRuntime {
  readonly saga: QueuedSagaDeps;
  readonly tokenKeys: () => Promise<TokenKeys>;
  /** That of its payments: looked at while the order is read. */
  readonly circuit: Pick<PaymentCircuit, 'refresh'>;
}

/** The function behind POST /v1/orders/{orderId}/cancel. */
export function cancelOrderFunction(api: CancelOrderApi): ApiHandler {
  return apiFunction((call) => cancel(api, call), api);
}

/** A body that says anything is refused: whoever hopes to cancel one line of two would lose the whole order. */
async function cancel(
  { saga, tokenKeys, telemetry, circuit }: CancelOrderApi,
  call: HttpCall,
): Promise<Answer> {
  const orderId = await openedOrderId(call, tokenKeys);
  telemetry.isAbout(orderId);
  refuseInput(call);
  circuit.refresh();
  const outcome = await cancelOrder(saga, orderId);
  const metric = METRICS[outcome.kind];
  if (metric !== undefined) telemetry.count(metric);
  return answerOf(outcome);
}

const METRICS: Readonly<Partial<Record<CancelOutcome['kind'], MetricName>>> = {
  accepted: 'CancellationsAccepted',
  not_cancellable: 'CancellationsRefused',
  busy: 'CancellationsBusy',
};

/** 202 however far the cancellation has come: the order in the answer says where it stands. */
function answerOf(outcome: CancelOutcome): Answer {
  switch (outcome.kind) {
    case 'accepted':
      return orderAnswer(outcome.order, outcome.details, 202);
    case 'not_cancellable':
      return problem('not_cancellable', {
        detail: 'The goods have left the house. Nothing was changed; ask the shop how to return them.',
      });
    case 'unknown_order':
      return problem('order_not_found');
    case 'busy':
      return problem('busy', {
        detail: 'the order was being changed by others all the time',
        headers: RETRY_SOON,
      });
  }
}
