import { Duration } from 'aws-cdk-lib';
import { type EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type IQueue } from 'aws-cdk-lib/aws-sqs';
import { type HoldfastConfig } from '../config/schema';
import { type Names } from '../names';
import { type Permissions } from './permissions';

/** What the definitions of the functions are made from. */
export interface FunctionContext {
  readonly config: HoldfastConfig;
  readonly names: Names;
  readonly permissions: Permissions;
  readonly ordersQueue: IQueue;
  readonly auditQueue: IQueue;
  readonly bus: EventBus;
}

/** Time-outs of the functions behind the API: API Gateway itself gives up after 29 s. */
export const HTTP_TIMEOUTS = { read: Duration.seconds(10), write: Duration.seconds(28) } as const;

/**
 * Time-outs of the functions that no shopper waits for; audit and reconciliation take as long as Lambda allows. A step of an order
 * with a slow payment provider takes up to 20 s (a look of 5 s, a confirmation of 10 s, another look); a batch of
 * five takes as long, and the sweep begins no order in its last 30 s (lambdas/shared/schedule).
 */
export const BACKGROUND_TIMEOUTS = {
  advanceOrders: Duration.seconds(60),
  sweepOrders: Duration.seconds(90),
  settleStock: Duration.seconds(300),
  runAudit: Duration.seconds(900),
  reconcile: Duration.seconds(900),
  // Works for 10 s, then ends the page that it is at.
  forgetCustomer: Duration.seconds(60),
  // Up to three attempts of 5 s at CloudWatch, then the table.
  errorBudget: Duration.seconds(60),
} as const;

/**
 * Seconds for which a journal entry of an undecided attempt is left to its own function. It must exceed the
 * time-out of every function that reserves stock (the longest is {@link HTTP_TIMEOUTS}.write), or a living
 * attempt would be fenced.
 */
const ATTEMPT_MAX_SECONDS = 60;

/** Variables with which a function reads and changes stock and orders in the Ledger. */
export function ledgerEnvironment({ config, names }: FunctionContext): Record<string, string> {
  return {
    LEDGER_TABLE: names.ledgerTable,
    REGIONS: config.regions.join(','),
    STOCK_BUCKETS: String(config.stockBuckets),
    ATTEMPT_MAX_SECONDS: String(ATTEMPT_MAX_SECONDS),
  };
}

/** Variables with which a function takes an order on: payment and its circuit, messages and events. */
export function advanceEnvironment(context: FunctionContext): Record<string, string> {
  const { config, names } = context;
  return {
    ...ledgerEnvironment(context),
    ...paymentEnvironment(context),
    SHOP_TABLE: names.shopTable,
    EVENT_BUS_NAME: names.eventBus,
    MESSAGE_SENDER: config.messages.sender,
    HOLD_MAX_SECONDS: String(Duration.hours(config.holdHours).toSeconds()),
    DRAIN_PER_SECOND: String(config.payment.drainPerSecond),
    COUPON_PERCENT: String(config.coupon.percent),
  };
}

/** Variables with which a function tells the workers to go on with an order. */
export function workQueueEnvironment({ ordersQueue }: FunctionContext): Record<string, string> {
  return { ORDERS_QUEUE_URL: ordersQueue.queueUrl };
}

/** Variables with which a function calls the payment provider. */
export function paymentEnvironment({ config, names }: FunctionContext): Record<string, string> {
  return { PAYMENT_PROVIDER: config.payment.provider, PAYMENT_SECRET_ID: names.paymentSecret };
}

/** Permission to tell what an order owes: its events on the bus, its messages by e-mail and SMS. */
export function tellOrders({ permissions, config, bus }: FunctionContext): PolicyStatement[] {
  return [putEventsOn(bus), permissions.sendEmail(config.messages.sender), ...permissions.sendSms()];
}

/** Permission to send messages to one queue. */
export function sendTo(queue: IQueue): PolicyStatement {
  return new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] });
}

/** Permission to put events on one bus. */
function putEventsOn(bus: EventBus): PolicyStatement {
  return new PolicyStatement({ actions: ['events:PutEvents'], resources: [bus.eventBusArn] });
}
