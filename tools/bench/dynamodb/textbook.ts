import {
  type DynamoDBClient,
  PutItemCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { type Table } from '../../../local/dynamodb/table';

/**
 * The design that textbooks show: one transaction puts the order with its lines and takes every line's
 * stock from one item a SKU; then the order is marked as paid. Nothing finds an order that was never
 * paid, and nothing is told to anybody: it does less than Holdfast, and its figures are the better for it.
 */
export class TextbookShop {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** Sets the stock of a SKU. */
  async stock(sku: string, available: number): Promise<void> {
    await this.client.send(
      new UpdateItemCommand({
        TableName: this.table,
        Key: { pk: { S: `STOCK#${sku}` } },
        UpdateExpression: 'SET available = :available',
        ExpressionAttributeValues: { ':available': { N: String(available) } },
      }),
    );
  }

  /** `cancelled` when another transaction was under way on one of its items, see TransactionConflict. */
  async order(orderId: string, skus: readonly string[]): Promise<'placed' | 'cancelled'> {
    const put = { Put: this.putOf(orderId, skus) };
    const items = [put, ...skus.map((sku) => ({ Update: this.takeOf(sku) }))];
    try {
      await this.client.send(new TransactWriteItemsCommand({ TransactItems: items }));
      return 'placed';
    } catch (error) {
      if (error instanceof TransactionCanceledException) return 'cancelled';
      throw error;
    }
  }

  /** Puts an order without taking its stock: for carts that no transaction could hold. */
  async putOrder(orderId: string, skus: readonly string[]): Promise<void> {
    await this.client.send(new PutItemCommand(this.putOf(orderId, skus)));
  }

  /** A change of state. */
  async markPaid(orderId: string): Promise<void> {
    await this.client.send(
      new UpdateItemCommand({
        TableName: this.table,
        Key: orderKey(orderId),
        UpdateExpression: 'SET #status = :paid',
        ConditionExpression: '#status = :pending',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':paid': { S: 'PAID' }, ':pending': { S: 'PENDING' } },
      }),
    );
  }

  private putOf(orderId: string, skus: readonly string[]): NonNullable<TransactWriteItem['Put']> {
    const lines = skus.map((sku) => ({ sku, name: `Product ${sku}`, quantity: 1, price: 1_250 }));
    return {
      TableName: this.table,
      Item: {
        ...orderKey(orderId),
        status: { S: 'PENDING' },
        total: { N: String(1_250 * skus.length) },
        currency: { S: 'GBP' },
        placedAt: { N: '1767225600000' },
        email: { S: 'shopper@example.com' },
        delivery: { S: 'Ada Shopper, 1 Long Acre, London WC2E 9LH, GB' },
        lines: { S: JSON.stringify(lines) },
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    };
  }

  private takeOf(sku: string): NonNullable<TransactWriteItem['Update']> {
    return {
      TableName: this.table,
      Key: { pk: { S: `STOCK#${sku}` } },
      UpdateExpression: 'SET available = available - :one',
      ConditionExpression: 'available >= :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    };
  }
}

/** A table of orders and stock with no index. */
export const TEXTBOOK_TABLE: Table = {
  name: 'textbook',
  consistency: 'strong',
  regions: [],
  keys: ['pk'],
  definition: {
    TableName: 'textbook',
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  },
};

const orderKey = (orderId: string) => ({ pk: { S: `ORDER#${orderId}` } });
