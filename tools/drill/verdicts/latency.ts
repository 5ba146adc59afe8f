import { type WindowFigures } from '../windows';
import { judgeEach, type Verdict } from './verdict';

/** The payment time-out, 2 s to make an intent and 3 s to confirm it, and a second for all the rest. */
export const AT_FIRST_MS = 6_000;

/** Nobody waits for a provider that is known to be down. */
export const CIRCUIT_OPEN_MS = 300;

/** Payments failed, and the shop noticed. */
export function judgeCircuit(windows: readonly WindowFigures[]): Verdict {
  const failing = windows.filter(({ promise }) => promise === 'below_time_out');
  const noticed = windows.some(({ promise }) => promise === 'fast');
  return {
    claim: 'the circuit opened in every Region',
    checked: 1,
    wrong:
      noticed || failing.length === 0 ? [] : [{ subject: 'circuit', what: 'was not seen open everywhere' }],
    remark: null,
  };
}

/** What 99 of 100 shoppers waited at most. */
export function judgeLatency(windows: readonly WindowFigures[]): readonly Verdict[] {
  const judge = (promise: WindowFigures['promise'], mostMs: number, when: string): Verdict =>
    judgeEach(
      `99 of 100 shoppers waited less than ${mostMs} ms ${when}`,
      windows.filter((window) => window.promise === promise),
      ({ name }) => name,
      ({ p99 }) => (p99 < mostMs ? null : `p99 is ${Math.round(p99)} ms`),
    );
  return [
    judge('below_time_out', AT_FIRST_MS, 'in the first seconds of the outage'),
    judge('fast', CIRCUIT_OPEN_MS, 'once the circuit was open'),
  ];
}
