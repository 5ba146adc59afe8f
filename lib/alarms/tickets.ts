import { type AlarmTexts } from './alarm';

/** Alarms for the working day, besides the slow burns: something is off, or will run out. */
export const TICKETS: readonly AlarmTexts[] = [
  {
    name: 'orders-anomaly',
    meaning: 'Fewer orders are placed than at this time on other days.',
    first: 'compare with the last weeks on the dashboard of the business; place a test order.',
  },
  {
    name: 'errors-anomaly',
    meaning: 'More API calls end with 5xx than at this time on other days.',
    first: 'run the saved query errors-high, and look at what was deployed last.',
  },
  {
    name: 'dead-letters-orders',
    meaning: 'The workers gave an order up after five tries; sweeps go on with it, so look at why.',
    first: 'read the message and the error of its order, then redrive the queue.',
  },
  {
    name: 'dead-letters-audit',
    meaning: 'An audit failed five times and was set aside.',
    first: 'look at the log of run-audit, then ask for a new audit.',
  },
  {
    name: 'dead-letters-events',
    meaning: 'Events about orders could not be delivered to their queue.',
    first:
      'read the messages; sweeps take their orders on meanwhile. Redrive the queue once the reason is gone.',
  },
  {
    name: 'error-logs',
    meaning: 'A function logged an error, or failed without a line of its own.',
    first: 'run the saved query error-logs and follow the request id of the first one.',
  },
  {
    name: 'api-slow',
    meaning: 'For 5 minutes one in a hundred calls for products or carts took more than a second.',
    first: 'see which call is slow in the traces of products and carts.',
  },
  {
    name: 'lambda-concurrency',
    meaning: 'More than 80 % of the concurrency that Lambda gives the account are in use.',
    first: 'see which function grows; ask AWS for a higher limit before the next sale.',
  },
  {
    name: 'api-near-throttle',
    meaning: 'A route gets more than 80 % of the requests a second that it lets through.',
    first: 'find out who calls; raise `throttles` in the configuration if these are shoppers.',
  },
  {
    name: 'ledger-near-limit',
    meaning: 'The Ledger takes more than 80 % of the reads or writes that a table of this account may take.',
    first: 'ask AWS for a higher table quota; look at which items are hot.',
  },
  {
    name: 'shop-near-limit',
    meaning:
      'The Shop table takes more than 80 % of the reads or writes that a table of this account may take.',
    first: 'ask AWS for a higher table quota; look at which items are hot.',
  },
  {
    name: 'ledger-throttled',
    meaning: 'DynamoDB throttles calls of the Ledger; they are repeated, and slow.',
    first: 'see whether one SKU is hot: raise `stockBuckets`, or warm the table before a sale.',
  },
  {
    name: 'shop-throttled',
    meaning: 'DynamoDB throttles calls of the Shop table; they are repeated, and slow.',
    first: 'see which items are hot, and warm the table before a sale.',
  },
  {
    name: 'replication-slow',
    meaning: 'What is written to the Shop table here arrives in the other Region late.',
    first: 'look at the AWS Health Dashboard; prices and carts may differ between Regions, stock does not.',
  },
  {
    name: 'confirmed-without-charge',
    meaning: 'Reconciliation found a confirmed order that nobody paid for.',
    first:
      'read the report of the reconciliation and compare the order with the provider before it is shipped.',
  },
  {
    name: 'refunds-pending',
    meaning: 'Reconciliation found charges to refund, and the provider has not taken them yet.',
    first: 'read the report of the reconciliation; the next one tries again.',
  },
  {
    name: 'declines-high',
    meaning:
      'More than half of the orders of an hour end since their payment is declined: not shoppers alone.',
    first: "look at the reasons of declines in the provider's dashboard; pay for a test order.",
  },
  {
    name: 'messages-undeliverable',
    meaning: 'Several e-mails or SMS were refused for good within an hour; nobody gets them.',
    first: 'run the saved query messages-undeliverable: single addresses, or all of them.',
  },
  {
    name: 'messages-delayed',
    meaning:
      'E-mails or SMS do not leave: SES or SNS turn them away for now, and they are tried for three days.',
    first: 'look at SES: sender not verified, sandbox, paused sending; for SMS at the spending limit.',
  },
  {
    name: 'webhooks-refused',
    meaning: 'Events that claim to come from the payment provider bear no valid signature.',
    first: 'compare the signing secret with the provider; if it fits, somebody is trying the door.',
  },
  {
    name: 'routing-changed',
    meaning: 'The probe of this Region took the other Region out of the entry, or let it in again.',
    first: 'look at `npm run ops -- region status` and at why.',
  },
  {
    name: 'routing-unavailable',
    meaning: "The probe cannot write to the edge's routing store: a lost Region would not be taken out.",
    first: 'look at the log of probe-region; a switch by hand still works.',
  },
  {
    name: 'probes-blind',
    meaning: 'The probe of this Region does not run, or cannot read the Ledger, so it judges nothing.',
    first: 'look at the log of probe-region and at /health of this Region.',
  },
  {
    name: 'probe-unclear',
    meaning: "The other Region turns the probe's looks away, with 403 or 429: its loss would not be seen.",
    first: 'look at the web ACL and the throttles of the other Region.',
  },
  {
    name: 'budget-low',
    meaning: 'Less than 10 % of the error budget of an objective are left.',
    first: 'run `npm run ops -- budget`, and put what is risky off.',
  },
  {
    name: 'audit-stalled',
    meaning: 'No audit has ended for 26 hours.',
    first: 'look at the log of run-audit and at its queue.',
  },
  {
    name: 'audit-not-ok',
    meaning: 'An audit found something: orders that owe a step for too long, or books that do not agree.',
    first: 'ask for the orders that owe something, `GET /v1/admin/orders?owed=true`.',
  },
  {
    name: 'reconcile-stalled',
    meaning: 'No reconciliation has ended for 26 hours: charges without an order would not be found.',
    first: 'look at the log of reconcile and at the status of the payment provider.',
  },
];
