import type middy from '@middy/core';
import { type Telemetry } from '../telemetry/telemetry';

/** Puts the request's id on everything that an invocation says of itself, and sends its metrics at the end. */
export function correlated<Event>(
  telemetry: Telemetry,
  requestIdOf: (event: Event) => string | undefined,
): middy.MiddlewareObj<Event> {
  const end = (): void => telemetry.end();
  return {
    name: 'correlated',
    before: ({ event, context }) => {
      telemetry.begin(context, requestIdOf(event) ?? context.awsRequestId);
    },
    after: end,
    onError: end,
  };
}
