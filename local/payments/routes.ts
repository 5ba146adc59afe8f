import { turnedAway, type Answer } from './answer';
import { unknownRoute } from './errors';
import { type FormValue } from './form';
import { type PaymentOperations } from './operations';

/** One request of Stripe's protocol, understood as far as HTTP goes. */
export interface PaymentRequest {
  readonly method: string;
  readonly path: string;
  /** Form body of a POST, query of a GET. */
  readonly form: Record<string, FormValue>;
}

/** Runs the operation that a request names; `declineAll` makes every confirmation a decline. */
export function dispatch(
  operations: PaymentOperations,
  request: PaymentRequest,
  declineAll: boolean,
): Answer {
  const { method, path, form } = request;
  const [, id = '', action] = /^\/v1\/payment_intents\/([^/]+)(?:\/(confirm|cancel))?$/.exec(path) ?? [];
  switch (`${method} ${id === '' ? path : `intent ${action ?? ''}`}`) {
    case 'POST /v1/payment_intents':
      return operations.createIntent(form, declineAll);
    case 'GET /v1/payment_intents':
      return operations.listIntents(form);
    case 'GET intent ':
      return operations.retrieveIntent(id, form);
    case 'POST intent confirm':
      return operations.confirmIntent(id, form, declineAll);
    case 'POST intent cancel':
      return operations.cancelIntent(id, form);
    case 'POST /v1/refunds':
      return operations.createRefund(form);
    case 'GET /v1/refunds':
      return operations.listRefunds(form);
    case 'GET /v1/charges':
      return operations.listCharges(form);
    default:
      return turnedAway(unknownRoute(method, path));
  }
}
