import { type RegionRecord } from '../regions/record';
import { shareOf } from '../regions/routing';
import { judgeEach, type Verdict } from './verdict';

/** Seven of ten thousand binomial draws are further away than this many standard deviations. */
const DEVIATIONS = 3.4;

/** One step of a return, and how many shoppers it gave to the Region. */
export interface Step {
  readonly weight: number;
  readonly requests: number;
  readonly shoppers: number;
  readonly of: number;
}

/** The steps of a return, each measured from when the edge went by its weight. */
export function stepsOf({
  plan,
  runs,
  requests,
}: Pick<RegionRecord, 'plan' | 'runs' | 'requests'>): readonly Step[] {
  return runs.flatMap(({ phase, begunAt, to }) => {
    if (phase.move?.kind !== 'return') return [];
    return [{ weight: phase.move.weight, ...shareOf(plan.region, requests, [begunAt, to]) }];
  });
}

/** A Region that returns gets the share of shoppers that its weight says, beside the other one's 100. */
export function judgeShares(record: RegionRecord): Verdict {
  return judgeEach(
    'at each step of the return the Region serves the share of shoppers that its weight says',
    stepsOf(record),
    ({ weight }) => `weight ${weight}`,
    ({ weight, shoppers, of }) => {
      const due = weight / (weight + 100);
      const deviation = Math.sqrt(of * due * (1 - due));
      const [found, expected] = [`${shoppers} of ${of} shoppers`, `about ${Math.round(of * due)}`];
      return Math.abs(shoppers - of * due) <= DEVIATIONS * deviation && shoppers > 0
        ? null
        : `served ${found}; should be ${expected}`;
    },
  );
}
