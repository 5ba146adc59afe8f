import { type Answer } from '../client/answers';
import { type Order } from '../client/shapes';

/** What became of one order, after all attempts. */
export type OrderOutcome =
  | {
      readonly kind: 'accepted';
      /** 201 confirmed, or 202 and to be charged later. */
      readonly confirmed: boolean;
      /** It was there already: from an attempt whose answer was lost, or an earlier run of that id. */
      readonly replayed: boolean;
      readonly orderId: string;
      /** In minor units. */
      readonly total: number;
      readonly currency: string;
    }
  | { readonly kind: 'out_of_stock' }
  /** `reason` is the problem's code, or why there was no answer. */
  | { readonly kind: 'failed'; readonly reason: string };

/** Reads an order's fate from the last answer. */
export function toOutcome(answer: Answer<Order>): OrderOutcome {
  if (answer.kind !== 'answered') {
    const reason = reasonOf(answer);
    return reason === 'out_of_stock' ? { kind: 'out_of_stock' } : { kind: 'failed', reason };
  }
  const { status, body, replayed } = answer;
  // A replay answers 200 when the order is neither confirmed nor pending any more.
  if (status !== 201 && status !== 202) return { kind: 'failed', reason: `replayed_${body.status}` };
  const { orderId, total, currency } = body;
  return { kind: 'accepted', confirmed: status === 201, replayed, orderId, total, currency };
}

/** A short, countable reason for an answer that is no success. */
export function reasonOf(answer: Exclude<Answer<unknown>, { kind: 'answered' }>): string {
  switch (answer.kind) {
    case 'refused':
      return answer.problem.code;
    case 'unreachable':
      return answer.reason;
    case 'unintelligible':
      return `unintelligible_${answer.status}`;
  }
}
