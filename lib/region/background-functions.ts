import { type IFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { STOCK_INDEX, WORK_INDEX } from '../names';
import {
  advanceEnvironment,
  BACKGROUND_TIMEOUTS,
  type FunctionContext,
  ledgerEnvironment,
  paymentEnvironment,
  sendTo,
  tellOrders,
  workQueueEnvironment,
} from './function-settings';
import { ADVANCE_ORDERS, LEDGER_READ_WRITE, SHARE_CIRCUIT } from './permissions';
import { ShopFunction, type ShopFunctionProps } from './shop-function';

/** What the functions behind queues and schedules are made from. */
export interface BackgroundFunctionsProps extends FunctionContext {
  /** Directory that holds one folder for each function. */
  readonly lambdasRoot: string;
}

type Definition = Omit<ShopFunctionProps, 'lambdasRoot' | 'functionName'>;

/**
 * Instances that take orders on at the same time. With the batch of five that makes fifteen slots: enough for ten
 * orders a second, the default rate of draining, when the provider takes a second and a half for each.
 */
const ORDER_WORKERS = 3;

/** Every kind of item that the saga of an order and the stock ledger touch. */
const ALL_LEDGER_ITEMS = ['STOCK', 'ORDER', 'LINES', 'RECEIPT'] as const;

/** The four functions that no shopper waits for, and the queues that feed two of them. */
export class BackgroundFunctions extends Construct {
  readonly advanceOrders: IFunction;
  readonly sweepOrders: IFunction;
  readonly settleStock: IFunction;
  readonly runAudit: IFunction;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: BackgroundFunctionsProps,
  ) {
    super(scope, id);
    this.advanceOrders = this.create('AdvanceOrders', advanceOrders(props));
    this.sweepOrders = this.create('SweepOrders', sweepOrders(props));
    this.settleStock = this.create('SettleStock', settleStock(props));
    this.runAudit = this.create('RunAudit', runAudit(props));
    this.consumeQueues();
  }

  /**
   * The limits on concurrency protect the payment provider once an outage ends and the orders queue is full,
   * and keep an audit from reading the whole Ledger many times at once; 2 is the least that SQS takes.
   */
  private consumeQueues(): void {
    const { ordersQueue, auditQueue } = this.props;
    const common = { reportBatchItemFailures: true };
    this.advanceOrders.addEventSource(
      new SqsEventSource(ordersQueue, { ...common, batchSize: 5, maxConcurrency: ORDER_WORKERS }),
    );
    this.runAudit.addEventSource(
      new SqsEventSource(auditQueue, { ...common, batchSize: 1, maxConcurrency: 2 }),
    );
  }

  private create(id: string, definition: Definition): IFunction {
    const { lambdasRoot, names } = this.props;
    const functionName = names.functionNamed(definition.folder);
    return new ShopFunction(this, id, { ...definition, lambdasRoot, functionName }).function;
  }
}

function advanceOrders(context: FunctionContext): Definition {
  const { permissions, names } = context;
  return {
    folder: 'advance-orders',
    description: 'Takes the orders in its queue one step on',
    timeout: BACKGROUND_TIMEOUTS.advanceOrders,
    environment: {
      ...advanceEnvironment(context),
      ...workQueueEnvironment(context),
      WORKERS: String(ORDER_WORKERS),
    },
    permissions: [
      permissions.ledgerItems(ADVANCE_ORDERS, ['STOCK', 'ORDER', 'LINES']),
      ...permissions.issueCoupons(),
      permissions.shopItems(SHARE_CIRCUIT, ['CIRCUIT']),
      permissions.queryLedgerIndex(WORK_INDEX),
      permissions.readSecret(names.paymentSecret),
      sendTo(context.ordersQueue),
      ...tellOrders(context),
    ],
  };
}

function sweepOrders(context: FunctionContext): Definition {
  const { permissions, names } = context;
  return {
    folder: 'sweep-orders',
    description: 'Advances overdue orders, those of a lost Region included',
    timeout: BACKGROUND_TIMEOUTS.sweepOrders,
    scheduled: true,
    environment: {
      ...advanceEnvironment(context),
      ...workQueueEnvironment(context),
      FRESHNESS_SECONDS: String(context.config.objectives.freshnessSeconds),
    },
    permissions: [
      permissions.ledgerItems(ADVANCE_ORDERS, ['STOCK', 'ORDER', 'LINES']),
      ...permissions.issueCoupons(),
      permissions.shopItems(SHARE_CIRCUIT, ['CIRCUIT']),
      permissions.queryLedgerIndex(WORK_INDEX),
      permissions.readSecret(names.paymentSecret),
      sendTo(context.ordersQueue),
      ...tellOrders(context),
    ],
  };
}

function settleStock(context: FunctionContext): Definition {
  const { permissions, names } = context;
  return {
    folder: 'settle-stock',
    description: 'Settles the journals of stock buckets, resuming where it stopped',
    timeout: BACKGROUND_TIMEOUTS.settleStock,
    scheduled: true,
    environment: { ...ledgerEnvironment(context), SHOP_TABLE: names.shopTable },
    permissions: [
      permissions.ledgerItems(LEDGER_READ_WRITE, ALL_LEDGER_ITEMS),
      permissions.queryLedgerIndex(STOCK_INDEX),
      permissions.shopItems(['GetItem', 'PutItem'], ['CURSOR']),
    ],
  };
}

function runAudit(context: FunctionContext): Definition {
  const { permissions, names } = context;
  return {
    folder: 'run-audit',
    description: 'Proves the promises of the shop, or lists what differs',
    timeout: BACKGROUND_TIMEOUTS.runAudit,
    // Holds the totals of every SKU and order in memory.
    memorySize: 1024,
    environment: {
      ...ledgerEnvironment(context),
      ...paymentEnvironment(context),
      SHOP_TABLE: names.shopTable,
    },
    permissions: [
      permissions.scanLedger(),
      permissions.ledgerItems(['GetItem', 'BatchGetItem'], ALL_LEDGER_ITEMS),
      permissions.readSecret(names.paymentSecret),
      permissions.shopItems(['PutItem'], ['AUDIT']),
    ],
  };
}
