import { type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoDbClient } from '../../adapters/dynamodb/client';
import { Table } from '../../adapters/dynamodb/table';
import { type FunctionRuntime } from './runtime';

/** The tables of this Region, over one client: connections are kept and shared. */
export class Tables {
  private readonly client: DynamoDBClient;

  constructor(private readonly runtime: FunctionRuntime) {
    this.client = dynamoDbClient(runtime.region);
  }

  /** Stock and orders: strongly consistent in every Region. */
  ledger(): Table {
    return this.named('LEDGER_TABLE');
  }

  /** Products, reports, cursors and switches: eventually consistent between Regions. */
  shop(): Table {
    return this.named('SHOP_TABLE');
  }

  private named(variable: string): Table {
    const { environment, clock, random } = this.runtime;
    return new Table(this.client, environment.text(variable), { clock, random });
  }
}
