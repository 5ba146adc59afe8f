import { functionRuntime } from '../shared/ports/runtime';
import { guardedSagaOn } from '../shared/ports/saga';
import { workQueueOf } from '../shared/ports/work-queue';
import { Tables } from '../shared/ports/tables';
import { tokenKeysOf } from '../shared/ports/token-keys';
import { cancelOrderFunction } from './cancel-order-api';

const runtime = functionRuntime('cancel-order');
const { saga, circuit } = guardedSagaOn(new Tables(runtime).ledger(), runtime, 'shopper');

/** POST /v1/orders/{orderId}/cancel. */
export const handler = cancelOrderFunction({
  ...runtime,
  circuit,
  saga: { ...saga, queue: workQueueOf(runtime) },
  tokenKeys: tokenKeysOf(runtime),
});
