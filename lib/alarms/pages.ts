import { type AlarmTexts } from './alarm';

/** Of the Edge stack: what CloudFront itself counts. */
export const EDGE_PAGES: readonly AlarmTexts[] = [
  {
    name: 'entry-errors',
    meaning:
      'More than 5 % of all answers of the edge in the last 5 minutes were 5xx: its own, or of both Regions.',
    first:
      'open the shop, and see whether the alarms of a Region tell the cause: `npm run ops -- region status`.',
  },
];

/** Alarms that wake somebody, besides the fast burns: shoppers are hurt now, or will be within the hour. */
export const PAGES: readonly AlarmTexts[] = [
  {
    name: 'stock-integrity',
    meaning: 'An audit found units that it cannot account for, or a promise of the shop broken.',
    first: 'read the newest audit report and stop the sale of the SKUs it names if units are missing.',
  },
  {
    name: 'payments-down',
    meaning: 'The payment provider gives no answers of use; orders are taken, and paid later.',
    first: "look at the provider's status page; nothing is lost, so do not switch anything off.",
  },
  {
    name: 'store-unavailable',
    meaning: 'Calls of DynamoDB fail, so shoppers of this Region get 503.',
    first: 'look at both Regions, `npm run ops -- region status`; if only this one is sick, evacuate it.',
  },
  {
    name: 'other-region-lost',
    meaning: 'The other Region does not answer its health check, while this Region reads the Ledger well.',
    first: 'check that the edge sends shoppers here: `npm run ops -- region status`.',
  },
  {
    name: 'entry-down',
    meaning:
      "The shop's own address leads to no Region: its name, certificate, web ACL, viewer function or CloudFront itself fails.",
    first: "open the shop, then a Region's own address, and see what was deployed last to the edge.",
  },
  {
    name: 'orders-stopped',
    meaning:
      'Shoppers look at products, but nobody has placed an order for 15 minutes, or for 4 hours where few come.',
    first: 'place a test order, and look at the answers of POST /v1/orders.',
  },
  {
    name: 'errors-high',
    meaning: 'More than 5 % of the API calls of the last 5 minutes, /health aside, ended with 5xx.',
    first: 'run the saved query errors-high, and look at what was deployed last.',
  },
  {
    name: 'sweep-stalled',
    meaning: 'No sweep has ended for 5 minutes: unpaid and stuck orders are not taken on.',
    first: 'look at the log of sweep-orders, and whether its schedule is enabled.',
  },
  {
    name: 'lambda-throttles',
    meaning: 'Lambda refuses calls: the concurrency of the account is used up, and shoppers get errors.',
    first: 'see which function runs away; lower its load or ask AWS for more concurrency.',
  },
];
