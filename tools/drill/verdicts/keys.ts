import { type KeyAgain } from '../regions/record';
import { judgeEach, type Verdict } from './verdict';

/** One Idempotency-Key, one order: also where the answer of the first attempt went down with its Region. */
export function judgeKeys(again: readonly KeyAgain[]): Verdict {
  return judgeEach(
    'a key that took several attempts names the same order when the other Region is asked again',
    again,
    ({ key }) => key,
    (each) => {
      if (each.again.kind === 'none') return `named ${each.orderId}, and now no order: ${each.again.why}`;
      return each.again.orderId === each.orderId
        ? null
        : `named ${each.orderId}, and now ${each.again.orderId}`;
    },
  );
}
