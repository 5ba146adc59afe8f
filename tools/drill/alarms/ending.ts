import { type AlarmChange } from './cloudwatch';

/**
 * The change with which an alarm was over: the first one after the healing (`healedAt`, epoch ms of real time), or the last
 * one before it. Undefined while it rings, be it for the second time; only for those that may ring again (`mayRingAgain`),
 * since the clock jumps, the first end counts.
 */
export function endOf(
  changes: readonly AlarmChange[],
  healedAt: number,
  mayRingAgain: boolean,
): AlarmChange | undefined {
  const ends = changes.filter(({ from }) => from === 'ALARM');
  const after = ends.find(({ realAt }) => realAt >= healedAt);
  if (mayRingAgain && after !== undefined) return after;
  const last = changes.findLast(({ from, to }) => from === 'ALARM' || to === 'ALARM');
  return last?.to === 'ALARM' ? undefined : (after ?? ends.at(-1));
}
