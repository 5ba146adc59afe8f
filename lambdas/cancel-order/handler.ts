import { functionRuntime } from '../shared/ports/runtime';
import { sagaDepsOn } from '../shared/ports/saga';
import { workQueueOf } from '../shared/ports/work-queue';
import { Tables } from '../shared/ports/tables';
import { tokenKeysOf } from '../shared/ports/token-keys';
import { cancelOrderFunction } from './cancel-order-api';

const runtime = functionRuntime('cancel-order');

/** POST /v1/orders/{orderId}/cancel. */
export const handler = cancelOrderFunction({
  ...runtime,
  saga: { ...sagaDepsOn(new Tables(runtime).ledger(), runtime), queue: workQueueOf(runtime) },
  tokenKeys: tokenKeysOf(runtime),
});
