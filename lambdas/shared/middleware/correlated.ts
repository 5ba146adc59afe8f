import type middy from '@middy/core';
import { type Telemetry } from '../telemetry/telemetry';

/** Puts a correlation id on every line that an invocation logs, and sends its metrics at the end. */
export function correlated<Event>(
  telemetry: Telemetry,
  correlationIdOf: (event: Event) => string | undefined,
): middy.MiddlewareObj<Event> {
  const end = (): void => telemetry.end();
  return {
    name: 'correlated',
    before: ({ event, context }) => {
      telemetry.begin(context, correlationIdOf(event) ?? context.awsRequestId);
    },
    after: end,
    onError: end,
  };
}
