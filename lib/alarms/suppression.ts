import { OBJECTIVE_NAMES } from '../objectives/objectives';

/** Alarms that stay quiet while another one, their cause, rings already. */
export interface Suppression {
  /** Any of these rings. */
  readonly causes: readonly string[];
  /** Name of the composite that stands for several causes, as an alarm takes one suppressor; a single cause needs none. */
  readonly causeName?: string;
  readonly followers: readonly string[];
  /** Seconds for which a follower goes on to be quiet after the last cause has ended. */
  readonly extensionSeconds: number;
}

/**
 * Seconds for which a follower waits for its cause to ring: the causes need two or three minutes to be sure, and may be
 * seen a minute after the follower.
 */
export const WAIT_SECONDS = 180;

const MINUTE = 60;

/** What a threshold sees of an outage is gone after its window of five minutes. */
const SHORTLY = 5 * MINUTE;
/** A count without zeros is looked at for three periods, of five minutes, after the last: older data count while none are new. */
const RARE = 20 * MINUTE;
/** The windows of 5 and 30 minutes forget an outage after 30 minutes. */
const FAST_WINDOWS = 35 * MINUTE;
/** Half an hour more for a backlog to drain (docs/adr/0013-draining-a-backlog.md). */
const BACKLOG = FAST_WINDOWS + 30 * MINUTE;
/** The window of 2 hours forgets an outage after 2 hours; whether 3 days are at stake is seen by then. */
const SLOW_WINDOWS = 125 * MINUTE;

/**
 * Who is quiet because of whom, in one table. A page of its own stays for what an operator would do something else about.
 * Slow burns are quiet while the page of the same objective rings: it has said more, and earlier.
 *
 * No other cause may itself be kept quiet: it is in state ALARM then without anybody having heard of it, and whoever
 * waited for it would be silent as well. So `errors-high` rings beside the fast burns.
 */
export const SUPPRESSIONS: readonly Suppression[] = [
  {
    causes: ['payments-down'],
    followers: ['payment-success-fast-burn'],
    extensionSeconds: FAST_WINDOWS,
  },
  {
    causes: ['payments-down', 'store-unavailable'],
    causeName: 'payments-or-store-down',
    followers: ['order-success-fast-burn', 'order-freshness-fast-burn'],
    extensionSeconds: BACKLOG,
  },
  {
    causes: ['payments-down', 'store-unavailable'],
    causeName: 'payments-or-store-down',
    followers: ['checkout-latency-fast-burn'],
    extensionSeconds: FAST_WINDOWS,
  },
  {
    causes: ['payments-down', 'store-unavailable'],
    causeName: 'payments-or-store-down',
    followers: ['error-logs', 'api-slow'],
    extensionSeconds: RARE,
  },
  {
    causes: ['store-unavailable'],
    followers: [
      'checkout-availability-fast-burn',
      'browse-availability-fast-burn',
      'browse-latency-fast-burn',
    ],
    extensionSeconds: FAST_WINDOWS,
  },
  {
    causes: ['store-unavailable'],
    followers: [
      'dead-letters-orders',
      'dead-letters-audit',
      'dead-letters-events',
      'sweep-stalled',
      'lambda-concurrency',
      'errors-high',
      'orders-stopped',
    ],
    extensionSeconds: SHORTLY,
  },
  {
    causes: ['other-region-lost'],
    followers: ['replication-slow', 'routing-changed'],
    extensionSeconds: RARE,
  },
  ...OBJECTIVE_NAMES.map((objective) => ({
    causes: [`${objective}-fast-burn`],
    followers: [`${objective}-slow-burn`],
    extensionSeconds: SLOW_WINDOWS,
  })),
];

/** What keeps an alarm quiet; undefined when nothing does. */
export const suppressionOf = (name: string): Suppression | undefined =>
  SUPPRESSIONS.find(({ followers }) => followers.includes(name));

/** Name of the alarm that suppresses: the only cause, or the composite of all. */
export const suppressorOf = ({ causes, causeName }: Suppression): string => causeName ?? causes[0] ?? '';
