import { z } from 'zod';
import { type Answer } from './answers';
import { type Order } from './shapes';

/** An answer that names an order: 201, 202, 402, or 200 for one that has gone further since. */
export interface Acknowledged {
  readonly status: number;
  /** An earlier attempt had placed it already. */
  readonly replayed: boolean;
  readonly orderId: string;
  readonly orderToken: string;
  /** In minor units. */
  readonly total: number;
  readonly currency: string;
  /** The Region that recorded it. */
  readonly region: string;
}

/** Problem 402 names the order as well: it stands, unpaid and over. */
const declinedMembers = z.looseObject({
  orderId: z.string(),
  orderToken: z.string(),
  total: z.int(),
  currency: z.string(),
  region: z.string(),
});

/** The order that an answer acknowledges; null when it names none. */
export function acknowledged(answer: Answer<Order>): Acknowledged | null {
  if (answer.kind === 'answered') {
    const { status, replayed, body } = answer;
    const { orderId, orderToken = '', total, currency, region = '' } = body;
    return { status, replayed, orderId, orderToken, total, currency, region };
  }
  if (answer.kind !== 'refused' || answer.status !== 402) return null;
  const { success, data } = declinedMembers.safeParse(answer.problem.members);
  if (!success) return null;
  const { orderId, orderToken, total, currency, region } = data;
  return { status: 402, replayed: false, orderId, orderToken, total, currency, region };
}
