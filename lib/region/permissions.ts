import { Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type Construct } from 'constructs';
import { type Names } from '../names';

/** Calls that name an item by its key, so that `dynamodb:LeadingKeys` can confine them. */
export type ItemCall =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'BatchWriteItem';

/** First part of a partition key in the Ledger. */
export type LedgerPrefix = 'STOCK' | 'ORDER' | 'LINES' | 'RECEIPT' | 'HEALTH';

/** First part of a partition key in the Shop table. */
export type ShopPrefix = 'PRODUCT' | 'CART' | 'CIRCUIT' | 'AUDIT' | 'RECONCILIATION' | 'CURSOR' | 'SWITCH';

/** What reading and changing stock and orders takes, wherever it is done. No delete: the Ledger forgets nothing. */
export const LEDGER_READ_WRITE: readonly ItemCall[] = ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem'];

/** What taking a committed order on takes, its stock returned included: nothing new is ever put. */
export const ADVANCE_ORDERS: readonly ItemCall[] = ['GetItem', 'BatchGetItem', 'UpdateItem'];

/** What it takes to share the circuit breaker before the payment provider. */
export const SHARE_CIRCUIT: readonly ItemCall[] = ['Query', 'PutItem', 'UpdateItem'];

/**
 * Policy statements for the tables and secrets of this Region, one method for each thing that a function may be
 * allowed. CDK's own grants are not used: those of a global table cover its primary replica only, and they
 * allow more calls than any function makes.
 */
export class Permissions {
  private readonly stack: Stack;

  constructor(
    scope: Construct,
    private readonly names: Names,
  ) {
    this.stack = Stack.of(scope);
  }

  /** Calls on items of the Ledger whose keys begin with one of the prefixes. */
  ledgerItems(calls: readonly ItemCall[], prefixes: readonly LedgerPrefix[]): PolicyStatement {
    return this.items(this.names.ledgerTable, calls, prefixes);
  }

  /** Brings the one unit of a coupon into stock: its bucket and its receipt are items of their own. */
  issueCoupons(): PolicyStatement[] {
    const statement = (calls: readonly ItemCall[], patterns: readonly string[]) =>
      this.itemsLike(this.names.ledgerTable, calls, patterns);
    return [
      statement(['PutItem'], ['STOCK#COUPON.*', 'RECEIPT#COUPON.*']),
      statement(['GetItem', 'UpdateItem'], ['RECEIPT#COUPON.*']),
    ];
  }

  /** Calls on items of the Shop table whose keys begin with one of the prefixes. */
  shopItems(calls: readonly ItemCall[], prefixes: readonly ShopPrefix[]): PolicyStatement {
    return this.items(this.names.shopTable, calls, prefixes);
  }

  /** Keeps this Region's counts for the error budgets, and reads those of all Regions. */
  keepErrorBudgets(): PolicyStatement[] {
    const statement = (calls: readonly ItemCall[], pattern: string) =>
      this.itemsLike(this.names.shopTable, calls, [pattern]);
    return [statement(['GetItem'], 'BUDGET#*'), statement(['PutItem'], `BUDGET#${this.stack.region}`)];
  }

  /** Reads any metric of the Region: CloudWatch has no resources to confine it to (Service Authorization Reference). */
  readMetrics(): PolicyStatement {
    return new PolicyStatement({ actions: ['cloudwatch:GetMetricData'], resources: ['*'] });
  }

  /**
   * Sends e-mail as one sender: the condition confines it. The identity that SES asks for is the one that happens
   * to be verified, the address, its domain or one above it; in the sandbox it asks for the recipient's as well.
   */
  sendEmail(sender: string): PolicyStatement {
    return new PolicyStatement({
      actions: ['ses:SendEmail'],
      resources: [this.stack.formatArn({ service: 'ses', resource: 'identity', resourceName: '*' })],
      conditions: { StringEquals: { 'ses:FromAddress': sender } },
    });
  }

  /** Sends SMS. A phone number has no ARN: everything is allowed, then every topic is refused. */
  sendSms(): PolicyStatement[] {
    const actions = ['sns:Publish'];
    const topics = this.stack.formatArn({ service: 'sns', region: '*', account: '*', resource: '*' });
    return [
      new PolicyStatement({ actions, resources: ['*'] }),
      new PolicyStatement({ effect: Effect.DENY, actions, resources: [topics] }),
    ];
  }

  /** Reads every item of the Ledger; for those that must see everything to prove anything. */
  scanLedger(calls: readonly ('Scan' | 'Query')[] = ['Scan', 'Query']): PolicyStatement {
    return new PolicyStatement({
      actions: calls.map((call) => `dynamodb:${call}`),
      resources: [this.tableArn(this.names.ledgerTable)],
    });
  }

  /** Queries one index of the Ledger. An index has a partition key of its own, so no key prefix applies. */
  queryLedgerIndex(index: string): PolicyStatement {
    return this.queryIndex(this.names.ledgerTable, index);
  }

  /** Queries one index of the Shop table. */
  queryShopIndex(index: string): PolicyStatement {
    return this.queryIndex(this.names.shopTable, index);
  }

  /**
   * Reads one secret. Secrets Manager appends a hyphen and six characters to the name in the ARN; six `?` match
   * those and, other than `*`, no secret with a longer name.
   */
  readSecret(secretName: string): PolicyStatement {
    const arn = `${this.arnOf('secretsmanager', 'secret')}:${secretName}-??????`;
    return new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [arn] });
  }

  private items(table: string, calls: readonly ItemCall[], prefixes: readonly string[]): PolicyStatement {
    return this.itemsLike(
      table,
      calls,
      prefixes.map((prefix) => `${prefix}#*`),
    );
  }

  private itemsLike(table: string, calls: readonly ItemCall[], patterns: readonly string[]): PolicyStatement {
    return new PolicyStatement({
      actions: calls.map((call) => `dynamodb:${call}`),
      resources: [this.tableArn(table)],
      conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': patterns } },
    });
  }

  private queryIndex(table: string, index: string): PolicyStatement {
    return new PolicyStatement({
      actions: ['dynamodb:Query'],
      resources: [`${this.tableArn(table)}/index/${index}`],
    });
  }

  private tableArn(table: string): string {
    return `${this.arnOf('dynamodb', 'table')}/${table}`;
  }

  private arnOf(service: string, resourceType: string): string {
    const { partition, region, account } = this.stack;
    return `arn:${partition}:${service}:${region}:${account}:${resourceType}`;
  }
}
