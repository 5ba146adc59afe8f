import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  ReplicatedWriteConflictException,
  ScanCommand,
  type ScanCommandInput,
  type ServiceInputTypes,
  type ServiceOutputTypes,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { backOff, type Clock, type Random } from '../../domain/runtime';
import { type DynamoDbCommand, sendCounting } from './attempts';
import { storeUnavailable } from './errors';
import { type Item } from './item';

/** What an adapter needs besides the client: waiting between tries, with jitter. */
export interface Runtime {
  readonly clock: Clock;
  readonly random: Random;
}

/** Part of a request that needs names and values of its own. */
export interface Condition {
  readonly expression: string;
  readonly names?: Record<string, string>;
  readonly values?: Item;
}

export interface Update {
  readonly key: Item;
  readonly expression: string;
  readonly condition: string;
  readonly names?: Record<string, string>;
  readonly values: Item;
}

/** How a conditional write ended. `resent`: a copy of the request went missing and may still land. */
export type WriteResult =
  | { readonly kind: 'written'; readonly item: Item | undefined; readonly resent: boolean }
  /** The condition did not hold; `old` is the item as it stood, `undefined` when there was none. */
  | { readonly kind: 'refused'; readonly old: Item | undefined; readonly resent: boolean };

/** One page of a query or scan. */
export interface ItemPage {
  readonly items: Item[];
  /** Key to go on from; absent at the end. */
  readonly last?: Item | undefined;
}

/**
 * Writes that meet a concurrent write of another Region on the same item. Each round is up to 3 attempts
 * of the SDK, which knows the error as retryable, so that a write is tried up to 15 times within about 2 s.
 */
const CONFLICT_ROUNDS = 5;
const CONFLICT_BASE_MS = 20;
const CONFLICT_CAP_MS = 200;

/** One DynamoDB table: builds requests, repeats what certainly was not applied, turns failures into `StoreUnavailable`. */
export class Table {
  constructor(
    readonly client: DynamoDBClient,
    readonly name: string,
    readonly runtime: Runtime,
  ) {}

  /** Strongly consistent unless `consistent` is false. */
  async get(
    key: Item,
    options: { consistent?: boolean; only?: readonly string[] } = {},
  ): Promise<Item | undefined> {
    const output = await this.call(
      `GetItem on ${this.name}`,
      new GetItemCommand({
        TableName: this.name,
        Key: key,
        ConsistentRead: options.consistent ?? true,
        ...(options.only ? projection(options.only) : {}),
      }),
    );
    return output.Item;
  }

  async put(item: Item, condition?: Condition): Promise<WriteResult> {
    return this.write(
      'PutItem',
      () =>
        new PutItemCommand({
          TableName: this.name,
          Item: item,
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          ...(condition ? { ConditionExpression: condition.expression } : {}),
          ...(condition?.names ? { ExpressionAttributeNames: condition.names } : {}),
          ...(condition?.values ? { ExpressionAttributeValues: condition.values } : {}),
        }),
    );
  }

  /** `item` of the result is the item after the write: DynamoDB charges nothing for returning it. */
  async update(update: Update): Promise<WriteResult> {
    return this.write(
      'UpdateItem',
      () =>
        new UpdateItemCommand({
          TableName: this.name,
          Key: update.key,
          UpdateExpression: update.expression,
          ConditionExpression: update.condition,
          ...(update.names ? { ExpressionAttributeNames: update.names } : {}),
          ExpressionAttributeValues: update.values,
          ReturnValues: 'ALL_NEW',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
    );
  }

  async query(input: Omit<QueryCommandInput, 'TableName'>): Promise<ItemPage> {
    const output = await this.call(
      `Query of ${this.name}/${input.IndexName ?? ''}`,
      new QueryCommand({ TableName: this.name, ...input }),
    );
    return { items: output.Items ?? [], last: output.LastEvaluatedKey };
  }

  async scan(input: Omit<ScanCommandInput, 'TableName'>): Promise<ItemPage> {
    const output = await this.call(
      `Scan of ${this.name}`,
      new ScanCommand({ TableName: this.name, ...input }),
    );
    return { items: output.Items ?? [], last: output.LastEvaluatedKey };
  }

  /** Sends a command; its failure is a `StoreUnavailable` that names the operation. */
  async call<I extends ServiceInputTypes, O extends ServiceOutputTypes>(
    operation: string,
    command: DynamoDbCommand<I, O>,
  ): Promise<O> {
    const ended = await sendCounting(this.client, command);
    if (ended.kind === 'answered') return ended.output;
    throw storeUnavailable(operation, ended.error, ended.lostCopies);
  }

  private async write<
    I extends ServiceInputTypes,
    O extends ServiceOutputTypes & { Attributes?: Item | undefined },
  >(operation: string, command: () => DynamoDbCommand<I, O>): Promise<WriteResult> {
    let lostCopies = 0;
    for (let round = 1; ; round += 1) {
      const ended = await sendCounting(this.client, command());
      lostCopies += ended.lostCopies;
      const resent = lostCopies > 0;
      if (ended.kind === 'answered') return { kind: 'written', item: ended.output.Attributes, resent };
      const { error } = ended;
      if (error instanceof ConditionalCheckFailedException)
        return { kind: 'refused', old: error.Item, resent };
      if (!(error instanceof ReplicatedWriteConflictException) || round === CONFLICT_ROUNDS)
        throw storeUnavailable(`${operation} on ${this.name}`, error, lostCopies);
      await this.pause(round);
    }
  }

  private async pause(round: number): Promise<void> {
    const { clock, random } = this.runtime;
    await clock.sleep(backOff(round, CONFLICT_BASE_MS, CONFLICT_CAP_MS, random));
  }
}

/** Placeholders for every name: DynamoDB reserves words such as `status` and `name`. */
export function projection(attributes: readonly string[]): {
  ProjectionExpression: string;
  ExpressionAttributeNames: Record<string, string>;
} {
  return {
    ProjectionExpression: attributes.map((_, index) => `#p${index}`).join(', '),
    ExpressionAttributeNames: Object.fromEntries(attributes.map((name, index) => [`#p${index}`, name])),
  };
}
