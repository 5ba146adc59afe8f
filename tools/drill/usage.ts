import { DRILL_PORT_BASE } from './common-options';

/** How the drills are asked for. */
export const DRILL_USAGE = `Usage: npm run drill -- payment-outage | region-loss | region-isolated | evacuate | alarms [options]

Each starts a local shop of its own, lets something happen to it under traffic, and proves afterwards that every
promise was kept: no order lost, none twice, nothing oversold, each charged once and told once.

payment-outage: payments hang, then fail, then come back.
  --rate N              orders a second, whatever the answers (10)
  --lose-region [NAME]  lose a Region in the middle of the outage (the first one)
  --duplicates SHARE    SQS delivers this share of messages twice, for example 0.2 (0)
  --crashes SHARE       functions are killed in this share of their invocations, for example 0.02 (0)

region-loss, region-isolated, evacuate: a Region is lost, cut off, or taken out of service by an operator while
shoppers come in through the edge, and comes back.
  --shoppers N          who look, fill carts and buy (50)
  --lose NAME           the Region (the first one)
  --runs N              so many times in a row on one shop, up to the first broken promise (1)
  --lag MS              how long a write takes to the other Region (500)

alarms: every alarm rings for the fault that it is for and is over afterwards, and an hour of normal traffic, with the
daily shape of a real November, sets off none. CloudWatch's clock is moved on meanwhile.
  --only NAME           the scenarios of one alarm, or one scenario
  --quiet-hour          the hour of normal traffic alone
  --write               put what was found into docs/alarms.md

  --seed N              of what shoppers order, and when (1)
  --port-base N         first port of the shop (${DRILL_PORT_BASE})
  --running             use the shop that runs there instead of starting one
  --json                print the report as JSON
  --history FILE        write down every request and answer, for npm run history
  --help

Exit code: 0 every promise was kept, 1 otherwise, 2 wrong usage or the shop cannot be reached.`;
