import { type RegionRecord } from '../regions/record';
import { judgeEach, type Verdict } from './verdict';

const ENDS: ReadonlySet<string> = new Set(['confirmed', 'cancelled']);

/** What a Region had accepted and could not finish, the other one finished before it was back. */
export function judgeTakeOver({ plan, leftBehind }: RegionRecord): Verdict {
  return judgeEach(
    `the other Region finished the orders that ${plan.region} had accepted and left behind`,
    leftBehind,
    ({ orderId }) => orderId,
    ({ shown }) => {
      if (shown.kind === 'none') return `could not be asked for: ${shown.why}`;
      return ENDS.has(shown.status) ? null : `was still ${shown.status} when ${plan.region} came back`;
    },
  );
}
