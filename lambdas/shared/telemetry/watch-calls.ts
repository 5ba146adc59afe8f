import { type Clock } from '../../domain/runtime';
import { type Telemetry } from './telemetry';

/** Calls that take longer are reported (issue 2: a warning for any call slower than 1 s). */
export const SLOW_CALL_MS = 1000;

/** Who looks at the clock, and who hears about it. */
export interface Watch {
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/**
 * The same port, with each of its calls in the trace, and a warning for each that took longer than a second,
 * whether it succeeded or not. Arguments and results are not looked at.
 */
export function watchCalls<Port extends object>(name: string, port: Port, watch: Watch): Port {
  return new Proxy(port, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key, target);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]): unknown =>
        watched(`${name}.${String(key)}`, () => Reflect.apply(member, target, args) as unknown, watch);
    },
  });
}

function watched(name: string, call: () => unknown, watch: Watch): unknown {
  const from = watch.clock.now();
  const result = call();
  if (!(result instanceof Promise)) return result;
  const settled = (failed: boolean) => () => report({ name, from, failed }, watch);
  result.then(settled(false), settled(true));
  return result;
}

function report(call: { name: string; from: number; failed: boolean }, { clock, telemetry }: Watch): void {
  const to = clock.now();
  telemetry.span({ ...call, to });
  if (to - call.from > SLOW_CALL_MS) {
    telemetry.log.warn('slow outgoing call', { call: call.name, ms: to - call.from, failed: call.failed });
    telemetry.count('SlowCalls');
  }
}
