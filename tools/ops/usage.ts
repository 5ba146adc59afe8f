import { DEFAULT_PORT_BASE } from '../client/regions';

export const OPS_USAGE = `Usage: npm run ops -- COMMAND [options]

  dead-letters   show what stands in the dead-letter queues; nothing is removed
  redrive        put dead letters back into their queue, after a look at them
  reconcile      compare the payment provider's charges with the shop's orders
  circuit        show the circuit breaker before the payment provider
  forget         erase a customer's personal data from the orders: forget CUSTOMER

Which shop:
  --region NAME    one region only (both; reconcile, forget: the primary one)
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
forget:
  CUSTOMER         e-mail address, or phone number with its country (+442079460000)
  --dry-run        only show which orders it would erase
  --undelivered    erase orders too that are paid and not fulfilled: nobody can deliver them then
  --yes            do not look first, and do not ask; needed where there is no terminal
all but redrive:
  --json           print JSON instead of tables

  --help

Exit code: 0 fine, 1 some messages were not moved, some orders not erased, or the report shows what somebody
must look at, 2 wrong usage or the shop cannot be reached, 3 no order has this customer, 130 stopped by Ctrl-C.`;
