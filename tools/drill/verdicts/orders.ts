import { type Acknowledged } from '../../client/acknowledged';
import { type Shown, type Visit } from '../record';
import { judgeEach, type Verdict } from './verdict';

/** A shopper whose order was acknowledged. */
export interface Customer extends Visit {
  readonly kept: Acknowledged;
}

/** Those shoppers who were told of an order. */
export const customersOf = (visits: readonly Visit[]): readonly Customer[] =>
  visits.flatMap((visit) => (visit.kept === null ? [] : [{ ...visit, kept: visit.kept }]));

/** Nobody was left without an answer that names an order. */
export function judgeAnswers(visits: readonly Visit[]): Verdict {
  return judgeEach(
    'every shopper got an answer to keep',
    visits,
    ({ key }) => key,
    ({ kept, answers }) =>
      kept === null ? `answered ${answers.map((status) => status ?? 'nothing').join(', ')}` : null,
  );
}

/**
 * No order that was acknowledged is lost, pending, or cancelled without need: only a card that is declined
 * ends an order here, since nobody cancels and no hold expires.
 */
export function judgeEnds(visits: readonly Visit[], shown: ReadonlyMap<string, Shown>): Verdict {
  return judgeEach(
    'every order that was acknowledged is confirmed, or cancelled if its card is declined',
    customersOf(visits),
    ({ kept }) => kept.orderId,
    ({ kept, card }) => {
      const found = shown.get(kept.orderId) ?? { kind: 'none', why: 'not asked for' };
      if (found.kind === 'none') return `answered ${kept.status}, and now there is no answer: ${found.why}`;
      const due = card === 'good' ? 'confirmed' : 'cancelled';
      return found.status === due ? null : `answered ${kept.status}, is ${found.status} and should be ${due}`;
    },
  );
}
