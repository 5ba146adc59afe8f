import { DEFAULT_PORT_BASE } from '../client/regions';

export const OPS_USAGE = `Usage: npm run ops -- COMMAND [options]

  dead-letters   show what stands in the dead-letter queues; nothing is removed
  redrive        put dead letters back into their queue, after a look at them
  reconcile      compare the payment provider's charges with the shop's orders
  circuit        show the circuit breaker before the payment provider
  budget         show what is left of the error budgets, and who deployed in spite of them
  forget         erase a customer's personal data from the orders: forget CUSTOMER
  region         take a region out of service and give it back: region evacuate NAME, return NAME, status

Which shop:
  --region NAME    one region only (both; reconcile, forget: the primary one; region takes a NAME instead)
  --port-base N    port base of the local shop (${DEFAULT_PORT_BASE})
  --aws            the deployed shop, with the AWS credentials of your environment or profile
  --name NAME      the deployment's name (as in holdfast.config.json)

dead-letters, redrive:
  --queue NAME     orders, audit or events: what the bus could not deliver (all; redrive: needed)
  --limit N        most messages of a queue to show, and to move (100)
redrive:
  --message ID     this message only
  --yes            do not ask; needed where there is no terminal
reconcile:
  --from, --to     the range, up to but not including --to: 2026-11-20, or 2026-11-20T18:30:00Z (UTC)
  --max-refunds N  hold all refunds when more than N charges have no order; 0 only looks (50)
  --grace SECONDS  how long ago --to must be (300)
budget:
  --refresh        count first; otherwise what is shown is up to an hour old
forget:
  CUSTOMER         e-mail address, or phone number with its country (+442079460000)
  --dry-run        only show which orders it would erase
  --undelivered    erase orders too that are paid and not fulfilled: nobody can deliver them then
  --yes            do not look first, and do not ask; needed where there is no terminal
region:
  --weight N       return: share of the shoppers, 1 to 100, against the other region's (the next of 10, 25, 50, 100)
  --warm-up N      evacuate: calls of a kind at a time that warm the survivor up; 0 for none (25)
  --force          act where it would refuse: on the last healthy region, an unfit one, a survivor that fails
  --yes            do not ask; needed where there is no terminal
  --api NAME=URL   with --aws: address of a region's API, once for each (from --outputs)
  --edge URL       with --aws: the shop as shoppers reach it (from --outputs)
  --outputs FILE   with --aws: what cdk deploy --outputs-file wrote (.holdfast/outputs.json)
all but redrive:
  --json           print JSON instead of tables

  --help

Exit code: 0 fine, 1 some messages were not moved, some orders not erased, a region was refused or did not follow in
time, a budget is spent, or the report shows what somebody must look at, 2 wrong usage or the shop cannot be reached,
3 no order has this customer, or no budget was counted yet, 130 stopped by Ctrl-C.`;
