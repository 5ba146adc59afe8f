import { type Trip } from '../regions/trip';
import { judgeEach, type Verdict } from './verdict';

/** A shopper may have to put something in again where a Region is gone within the replication's lag, and not often. */
const MOST_REPEATS = 2;

/** Whatever was put into a cart is there at the checkout; only another Region may not know of it yet. */
export function judgeCarts(trips: readonly Trip[]): Verdict {
  return judgeEach(
    `each cart held what was put in, at once or when it was put in again, at most ${MOST_REPEATS} times`,
    trips,
    ({ errand }) => errand.key,
    ({ carts }) => {
      if (carts.includes('lost')) return 'the Region that had taken the line did not have it';
      if (carts.at(-1) === 'repeated') return `was not there after ${carts.length} times`;
      const repeats = carts.filter((fate) => fate === 'repeated').length;
      return repeats <= MOST_REPEATS ? null : `had to be filled again ${repeats} times`;
    },
  );
}
