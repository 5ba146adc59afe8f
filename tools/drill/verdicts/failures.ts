import { beganAt, type RegionRecord } from '../regions/record';
import { endOf, hasFailed, type RequestSeen } from '../regions/requests';
import { judgeEach, type Verdict } from './verdict';

/** For so long shoppers at the edge may see failures once a Region is gone. */
export const FAILURES_END_MS = 15_000;

/**
 * Requests fail only for some seconds after a Region was gone; none does where an operator evacuates one, nor when
 * it comes back.
 */
export function judgeFailures({ plan, runs, requests }: RegionRecord): Verdict {
  const goneAt = beganAt(runs, 'gone');
  const lastMoment = goneAt === null || plan.drill === 'evacuate' ? -Infinity : goneAt + FAILURES_END_MS;
  const claim =
    plan.drill === 'evacuate'
      ? 'no request of a shopper fails'
      : `requests of shoppers fail only within ${FAILURES_END_MS / 1_000} s after ${plan.region} was gone`;
  return judgeEach(
    claim,
    requests,
    ({ shopper, method, doing }) => `shopper ${shopper}, ${method} (${doing})`,
    (request) => {
      if (!hasFailed(request)) return null;
      const excused = endOf(request) <= lastMoment && endOf(request) >= (goneAt ?? Infinity);
      return excused ? null : `${describe(request)} ${when(endOf(request), goneAt)}`;
    },
  );
}

const describe = ({ status, region, ms }: RequestSeen): string =>
  `${status ?? 'no answer'}${region === null ? '' : ` by ${region}`} after ${Math.round(ms)} ms,`;

function when(at: number, goneAt: number | null): string {
  if (goneAt === null) return 'and no Region was gone';
  const seconds = ((at - goneAt) / 1_000).toFixed(1);
  return at < goneAt ? 'before the Region was gone' : `${seconds} s after the Region was gone`;
}
