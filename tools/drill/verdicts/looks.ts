import { type LookedUp, type Trip } from '../regions/trip';
import { judgeEach, type Verdict } from './verdict';

/** An order that was acknowledged is found at once, whichever Region is asked. */
export function judgeLooks(trips: readonly Trip[]): Verdict {
  return judgeEach(
    'each order is found through the edge right after it was acknowledged',
    trips.flatMap(({ lookedUp }): readonly LookedUp[] => (lookedUp === null ? [] : [lookedUp])),
    ({ orderId }) => orderId,
    ({ status }) => (status === 200 ? null : `answered ${status ?? 'nothing'}`),
  );
}
