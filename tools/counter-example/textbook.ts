import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import configuration from '../../holdfast.config.json';
import { errorMessage } from '../errors';
import { type Outcome } from './race';

/** The MREC global table that the template makes; the item is our own and is removed afterwards. */
const TABLE = `${configuration.name}-shop`;

/**
 * Stock as textbooks have it: a number on an item of a global table with eventual consistency, taken by a
 * conditional write in the buyer's own Region. In one Region this is right. In two it oversells.
 */
export class TextbookStock {
  private readonly item: { readonly TableName: string; readonly Key: Record<string, { S: string }> };

  /** One client for each Region, with that Region's endpoint; `name` is part of the item's key. */
  constructor(
    private readonly regions: readonly DynamoDBClient[],
    name: string,
  ) {
    this.item = { TableName: TABLE, Key: { pk: { S: `COUNTER-EXAMPLE#${name}` }, sk: { S: 'STOCK' } } };
  }

  /** Writes the item in the first Region; replication brings it to the others. */
  async putOnSale(units: number): Promise<void> {
    const { TableName, Key } = this.item;
    const Item = { ...Key, available: { N: String(units) } };
    await this.client(0).send(new PutItemCommand({ TableName, Item }));
  }

  /** Sells `quantity` units in a Region, if they are there. */
  async take(region: number, quantity: number): Promise<Outcome> {
    try {
      await this.client(region).send(
        new UpdateItemCommand({
          ...this.item,
          UpdateExpression: 'SET available = available - :quantity',
          ConditionExpression: 'available >= :quantity',
          ExpressionAttributeValues: { ':quantity': { N: String(quantity) } },
        }),
      );
      return { kind: 'sold' };
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return { kind: 'sold_out' };
      return { kind: 'failed', why: `UpdateItem: ${errorMessage(error)}` };
    }
  }

  /** Units that are left according to each Region's replica. */
  async left(): Promise<readonly number[]> {
    const command = new GetItemCommand({ ...this.item, ConsistentRead: true });
    const answers = await Promise.all(this.regions.map((client) => client.send(command)));
    return answers.map(({ Item }) => Number(Item?.['available']?.N));
  }

  /** Leaves the table as it was. */
  async remove(): Promise<void> {
    await this.client(0).send(new DeleteItemCommand(this.item));
  }

  private client(region: number): DynamoDBClient {
    const client = this.regions[region];
    if (client === undefined) throw new Error(`the shop has no Region number ${region}`);
    return client;
  }
}
