import type middy from '@middy/core';
import { SLOW_CALL_MS, type Watch } from '../telemetry/watch-calls';

/** Warns when a whole invocation took longer than a second. For functions that somebody waits for. */
export function slowInvocation<Event>({ clock, telemetry }: Watch): middy.MiddlewareObj<Event> {
  let startedAt = 0;
  const report = (): void => {
    const ms = clock.now() - startedAt;
    if (ms <= SLOW_CALL_MS) return;
    telemetry.log.warn('slow invocation', { ms });
    telemetry.count('SlowCalls');
  };
  return {
    name: 'slow-invocation',
    before: () => {
      startedAt = clock.now();
    },
    after: report,
    onError: report,
  };
}
