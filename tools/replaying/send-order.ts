import { type Answer } from '../client/answers';
import { type RetryPolicy, type RetryPorts, withRetry } from '../client/retry';
import { type Order } from '../client/shapes';
import { type OrderRequest, type ShopperClient } from '../client/shopper';
import { type RecordedOrder } from './orders';
import { type OrderOutcome, reasonOf, toOutcome } from './outcome';

/** One order's fate, how long the shopper waited for it, and the answers that were tried again. */
export interface SentOrder {
  readonly outcome: OrderOutcome;
  /** From the first attempt to the last answer, waits included. */
  readonly latencyMs: number;
  /** A reason for every further attempt. */
  readonly retries: readonly string[];
}

/** What sending orders needs. */
export interface SendPorts extends RetryPorts {
  /** One for each region, in the order in which they take turns. */
  readonly shoppers: readonly [ShopperClient, ...ShopperClient[]];
  readonly policy: RetryPolicy;
  readonly now: () => Date;
  /** Part of every Idempotency-Key, so that two runs place different orders. */
  readonly run: string;
}

/**
 * Places one order as a good client does: one key for all attempts, and each further attempt in the
 * other region.
 *
 * @param turn number of the order in this run; decides where the first attempt goes
 */
export async function sendOrder(recorded: RecordedOrder, turn: number, ports: SendPorts): Promise<SentOrder> {
  const { shoppers, policy, now, run } = ports;
  const key = `replay-${run}-${recorded.order}`;
  const request = toRequest(recorded);
  const retries: string[] = [];
  const startedAt = now().getTime();
  const answer = await withRetry(
    (attempt) => shopperFor(turn + attempt - 1, shoppers).placeOrder(key, request),
    policy,
    ports,
    (refused) => retries.push(retryReason(refused)),
  );
  return { outcome: toOutcome(answer), latencyMs: now().getTime() - startedAt, retries };
}

function shopperFor(turn: number, shoppers: SendPorts['shoppers']): ShopperClient {
  return shoppers[turn % shoppers.length] ?? shoppers[0];
}

/** Stripe's test card that always succeeds; a made-up address in a domain reserved for examples. */
function toRequest({ order, customer, lines }: RecordedOrder): OrderRequest {
  const mailbox = (customer ?? `order-${order}`).replace(/[^A-Za-z0-9-]/g, '-').slice(0, 40);
  return {
    lines,
    customer: { email: `customer-${mailbox}@example.com` },
    payment: { token: 'pm_card_visa' },
  };
}

function retryReason(answer: Answer<Order>): string {
  return answer.kind === 'answered' ? 'answered' : reasonOf(answer);
}
