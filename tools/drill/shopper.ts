import { acknowledged } from '../client/acknowledged';
import { type Answer } from '../client/answers';
import { type RetryPolicy, withRetry } from '../client/retry';
import { type OrderRequest, type ShopperClient } from '../client/shopper';
import { type Clock } from './clock';
import { type Card, type Visit } from './record';

/** What a shopper wants. */
export interface Errand {
  readonly key: string;
  readonly email: string;
  readonly card: Card;
  readonly sku: string;
  readonly quantity: number;
}

/** What sending an order needs. */
export interface VisitPorts {
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** The Regions that can be reached, the first one to try in front. */
  readonly shoppers: readonly [ShopperClient, ...ShopperClient[]];
  /** How long the shopper goes on trying. */
  readonly patience?: RetryPolicy;
}

/** Patient enough for a Region that is lost while its functions crash. */
const PATIENCE: RetryPolicy = { attempts: 12, baseMs: 200, capMs: 2_000, longestRetryAfterMs: 10_000 };

/** Stripe's test cards (docs.stripe.com/testing). */
const CARDS: Record<Card, string> = { good: 'pm_card_visa', declined: 'pm_card_visa_chargeDeclined' };

/**
 * Places one order as the contract asks of a client: whatever gets no answer, a 429 or a 5xx is sent again
 * under the same key, in the other Region, until an answer can be kept.
 */
export async function visit(
  errand: Errand,
  { clock, random, shoppers, patience = PATIENCE }: VisitPorts,
): Promise<Visit> {
  const { key, email, card } = errand;
  const answers: (number | null)[] = [];
  const sentAt = clock.now();
  const last = await withRetry(
    (attempt) =>
      (shoppers[(attempt - 1) % shoppers.length] ?? shoppers[0]).placeOrder(key, requestOf(errand)),
    patience,
    { sleep: (ms) => clock.sleep(ms), random },
    (answer) => answers.push(statusOf(answer)),
  );
  answers.push(statusOf(last));
  return { key, email, card, sentAt, latencyMs: clock.now() - sentAt, answers, kept: acknowledged(last) };
}

/** The order of an errand, the same for every attempt. */
export const requestOf = ({ email, card, sku, quantity }: Errand): OrderRequest => ({
  lines: [{ sku, quantity }],
  customer: { email, name: 'Ada Shopper' },
  payment: { token: CARDS[card] },
});

const statusOf = (answer: Answer<unknown>): number | null =>
  answer.kind === 'unreachable' ? null : answer.status;
