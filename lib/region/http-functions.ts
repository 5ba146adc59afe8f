import { type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { CATALOGUE_INDEX, WORK_INDEX } from '../names';
import {
  advanceEnvironment,
  type FunctionContext,
  HTTP_TIMEOUTS,
  ledgerEnvironment,
  paymentEnvironment,
  sendTo,
  tellOrders,
  workQueueEnvironment,
} from './function-settings';
import { ADVANCE_ORDERS, LEDGER_READ_WRITE, SHARE_CIRCUIT } from './permissions';
import { ShopFunction, type ShopFunctionProps } from './shop-function';

/** What the functions behind the API are made from. */
export interface HttpFunctionsProps extends FunctionContext {
  /** Directory that holds one folder for each function. */
  readonly lambdasRoot: string;
}

type Definition = Omit<ShopFunctionProps, 'lambdasRoot' | 'functionName'>;

/** The functions behind the API, each with exactly the calls that it makes. */
export class HttpFunctions extends Construct {
  readonly products: IFunction;
  readonly carts: IFunction;
  readonly placeOrder: IFunction;
  readonly orders: IFunction;
  readonly cancelOrder: IFunction;
  readonly paymentWebhook: IFunction;
  readonly admin: IFunction;
  readonly health: IFunction;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: HttpFunctionsProps,
  ) {
    super(scope, id);
    this.products = this.create('Products', products(props));
    this.carts = this.create('Carts', carts(props));
    this.placeOrder = this.create('PlaceOrder', placeOrder(props));
    this.orders = this.create('Orders', orders(props));
    this.cancelOrder = this.create('CancelOrder', cancelOrder(props));
    this.paymentWebhook = this.create('PaymentWebhook', paymentWebhook(props));
    this.admin = this.create('Admin', admin(props));
    this.health = this.create('Health', health(props));
  }

  private create(id: string, definition: Definition): IFunction {
    const { lambdasRoot, names } = this.props;
    const functionName = names.functionNamed(definition.folder);
    return new ShopFunction(this, id, { ...definition, lambdasRoot, functionName }).function;
  }
}

function products(context: FunctionContext): Definition {
  const { permissions, names, config } = context;
  return {
    folder: 'products',
    description: 'GET /v1/products and /v1/products/{sku}',
    timeout: HTTP_TIMEOUTS.read,
    environment: {
      SHOP_TABLE: names.shopTable,
      LEDGER_TABLE: names.ledgerTable,
      STOCK_BUCKETS: String(config.stockBuckets),
    },
    permissions: [
      permissions.shopItems(['GetItem', 'BatchGetItem'], ['PRODUCT']),
      permissions.queryShopIndex(CATALOGUE_INDEX),
      permissions.ledgerItems(['GetItem', 'BatchGetItem'], ['STOCK']),
    ],
  };
}

function carts({ permissions, names }: FunctionContext): Definition {
  return {
    folder: 'carts',
    description: 'Everything under /v1/carts',
    timeout: HTTP_TIMEOUTS.read,
    environment: { SHOP_TABLE: names.shopTable },
    permissions: [
      permissions.shopItems(['BatchGetItem'], ['PRODUCT']),
      permissions.shopItems(['Query', 'PutItem', 'UpdateItem', 'DeleteItem'], ['CART']),
    ],
  };
}

function placeOrder(context: FunctionContext): Definition {
  const { permissions, names } = context;
  return {
    folder: 'place-order',
    description: 'POST /v1/orders',
    timeout: HTTP_TIMEOUTS.write,
    // Reserves up to 1,500 lines in parallel: signing and parsing need more than half a CPU.
    memorySize: 1024,
    environment: {
      ...advanceEnvironment(context),
      ORDER_TOKEN_SECRET_ID: names.orderTokenSecret,
    },
    permissions: [
      permissions.shopItems(['BatchGetItem'], ['PRODUCT']),
      permissions.shopItems(SHARE_CIRCUIT, ['CIRCUIT']),
      permissions.ledgerItems(LEDGER_READ_WRITE, ['STOCK', 'ORDER', 'LINES']),
      // Receipts whose entries it meets in a journal are decided, and overdue withdrawals fenced.
      permissions.ledgerItems(['GetItem', 'UpdateItem'], ['RECEIPT']),
      permissions.readSecret(names.paymentSecret),
      permissions.readSecret(names.orderTokenSecret),
      ...tellOrders(context),
    ],
  };
}

function orders({ permissions, names }: FunctionContext): Definition {
  return {
    folder: 'orders',
    description: 'GET /v1/orders/{orderId}',
    timeout: HTTP_TIMEOUTS.read,
    environment: { LEDGER_TABLE: names.ledgerTable, ORDER_TOKEN_SECRET_ID: names.orderTokenSecret },
    permissions: [
      permissions.ledgerItems(['GetItem'], ['ORDER', 'LINES']),
      permissions.readSecret(names.orderTokenSecret),
    ],
  };
}

function cancelOrder(context: FunctionContext): Definition {
  const { permissions, names } = context;
  return {
    folder: 'cancel-order',
    description: 'POST /v1/orders/{orderId}/cancel',
    timeout: HTTP_TIMEOUTS.write,
    environment: {
      ...advanceEnvironment(context),
      ...workQueueEnvironment(context),
      ORDER_TOKEN_SECRET_ID: names.orderTokenSecret,
    },
    permissions: [
      permissions.ledgerItems(ADVANCE_ORDERS, ['STOCK', 'ORDER', 'LINES']),
      permissions.shopItems(SHARE_CIRCUIT, ['CIRCUIT']),
      permissions.readSecret(names.paymentSecret),
      permissions.readSecret(names.orderTokenSecret),
      sendTo(context.ordersQueue),
      ...tellOrders(context),
    ],
  };
}

/** It only reads one order and tells the workers: no provider is called, and nothing is written. */
function paymentWebhook(context: FunctionContext): Definition {
  const { permissions, names } = context;
  return {
    folder: 'payment-webhook',
    description: 'POST /v1/payments/webhook',
    timeout: HTTP_TIMEOUTS.read,
    environment: {
      LEDGER_TABLE: names.ledgerTable,
      ...paymentEnvironment(context),
      ...workQueueEnvironment(context),
    },
    permissions: [
      permissions.ledgerItems(['GetItem'], ['ORDER']),
      permissions.readSecret(names.paymentSecret),
      sendTo(context.ordersQueue),
    ],
  };
}

function admin(context: FunctionContext): Definition {
  const { permissions, names } = context;
  return {
    folder: 'admin',
    description: 'Everything under /v1/admin',
    timeout: HTTP_TIMEOUTS.write,
    // Parses imports of 5,000 rows.
    memorySize: 1024,
    environment: {
      ...ledgerEnvironment(context),
      SHOP_TABLE: names.shopTable,
      AUDIT_QUEUE_URL: context.auditQueue.queueUrl,
    },
    permissions: [
      permissions.shopItems(
        ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'BatchWriteItem'],
        ['PRODUCT'],
      ),
      permissions.shopItems(['GetItem'], ['AUDIT']),
      permissions.ledgerItems(LEDGER_READ_WRITE, ['STOCK', 'ORDER', 'LINES', 'RECEIPT']),
      permissions.queryLedgerIndex(WORK_INDEX),
      sendTo(context.auditQueue),
    ],
  };
}

function health({ permissions, names }: FunctionContext): Definition {
  return {
    folder: 'health',
    description: 'GET /health and /health/live',
    timeout: HTTP_TIMEOUTS.read,
    environment: { LEDGER_TABLE: names.ledgerTable, SHOP_TABLE: names.shopTable },
    permissions: [
      permissions.ledgerItems(['GetItem'], ['HEALTH']),
      permissions.shopItems(['GetItem'], ['SWITCH']),
    ],
  };
}
