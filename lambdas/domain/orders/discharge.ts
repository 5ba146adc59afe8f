import { type SagaDeps } from '../deps';
import { StoreUnavailable } from '../errors';
import { type Coupon } from '../coupons/coupon';
import { messageFor } from '../messages/message-for';
import { type OutgoingMessage } from '../messages/messages';
import { type Order, type OrderDetails } from './order';
import { isEvent, isMessage, type Owed, type OwedMessage } from './owed';

/**
 * Tells what an order owes: its events in one call, its messages side by side. Returns what is owed still,
 * because the bus or a channel did not take it. `details` are needed once a message is owed.
 */
export async function discharge(
  deps: SagaDeps,
  order: Order,
  details: OrderDetails | undefined,
  coupon?: Coupon,
): Promise<Owed[]> {
  const left = await Promise.all([publishEvents(deps, order), sendMessages(deps, order, details, coupon)]);
  return left.flat();
}

/** Sends the messages that an order owes, side by side; returns those that no channel took. */
export async function sendMessages(
  deps: SagaDeps,
  order: Order,
  details: OrderDetails | undefined,
  coupon?: Coupon,
): Promise<Owed[]> {
  const messages = order.owes.filter(isMessage);
  const left = await Promise.all(
    messages.map((owed) =>
      sendMessage(deps, order, owed, details && messageFor(owed, order, details, coupon)),
    ),
  );
  return left.flat();
}

/** Publishes the events that an order owes; returns them all where the bus failed. */
export async function publishEvents(deps: SagaDeps, order: Order): Promise<Owed[]> {
  const events = order.owes.filter(isEvent);
  if (events.length === 0) return [];
  const at = deps.clock.now();
  try {
    await deps.events.publish(events.map((name) => ({ name, order, at })));
    return [];
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    return events;
  }
}

/** News that is older is none: who could not be reached for three days is not told any more. */
const TELL_WITHIN_MS = 3 * 24 * 3_600_000;

/** Whether what an order owes its shopper is news no more. */
export const isStale = ({ clock }: SagaDeps, { history }: Order): boolean =>
  clock.now() - (history.at(-1)?.at ?? 0) > TELL_WITHIN_MS;

/** What can never be delivered is owed no longer: trying again would keep the order busy for ever. */
async function sendMessage(
  deps: SagaDeps,
  order: Order,
  owed: OwedMessage,
  message: OutgoingMessage | undefined,
): Promise<Owed[]> {
  if (!message) return [];
  const result = await deps.messages[message.channel].send(message);
  return result.kind === 'unavailable' && !isStale(deps, order) ? [owed] : [];
}
