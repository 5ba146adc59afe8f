import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { budgetKey, decodeCounts } from '../../../lambdas/adapters/dynamodb/budget-store';
import { ItemReader, number, text } from '../../../lambdas/adapters/dynamodb/item';
import { type RegionCounts } from '../../../lambdas/domain/budget/counts';
import { describeFailure } from '../aws-failure';
import { type OpsRegion } from '../deployment';
import { type Reply } from '../message-queue';
import {
  type BudgetItems,
  type BudgetPlace,
  type BudgetPorts,
  type BudgetReading,
  type Override,
  type OverriddenBudget,
} from './ports';

type Item = Record<string, AttributeValue>;

/** Beside the counts, whose partition a function may write. */
const OVERRIDES = 'DEPLOYMENT#overrides';

/** As many as anybody looks at; all of them are in the table. */
const SHOWN_OVERRIDES = 20;

/** A little over a year, so that a yearly review sees them all; then DynamoDB's time to live takes them away. */
const KEPT_SECONDS = 400 * 86_400;

/** The items behind the error budgets, in the Shop table. */
export function budgetTable(clientOf: (region: OpsRegion) => DynamoDBClient): BudgetPorts {
  return {
    read: (place, regions) => read(clientOf(place.through), place, regions),
    record: (place, override) => record(clientOf(place.through), place, override),
  };
}

async function read(
  client: DynamoDBClient,
  { through, tableName }: BudgetPlace,
  regions: readonly string[],
): Promise<BudgetReading> {
  try {
    const [overrides, ...counts] = await Promise.all([
      readOverrides(client, tableName),
      ...regions.map((region) => readCounts(client, tableName, region)),
    ]);
    const value: BudgetItems = { counts: counts.filter((one) => one !== undefined), overrides };
    return { kind: 'ok', value };
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return { kind: 'no_table' };
    return { kind: 'failed', message: describeFailure(error, `table ${tableName}`, through.region) };
  }
}

async function readCounts(
  client: DynamoDBClient,
  TableName: string,
  region: string,
): Promise<RegionCounts | undefined> {
  const command = new GetItemCommand({ TableName, Key: budgetKey(region), ConsistentRead: true });
  const { Item } = await client.send(command);
  return Item && decodeCounts(region, Item);
}

async function readOverrides(client: DynamoDBClient, TableName: string): Promise<Override[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': text(OVERRIDES) },
      ScanIndexForward: false,
      Limit: SHOWN_OVERRIDES,
      ConsistentRead: true,
    }),
  );
  return Items.map(decodeOverride);
}

function decodeOverride(item: Item): Override {
  const reader = new ItemReader(item);
  return {
    at: reader.text('at'),
    who: reader.text('who'),
    reason: reader.text('reason'),
    refusal: reader.text('refusal'),
    budgets: reader.json<OverriddenBudget[]>('budgets'),
  };
}

async function record(
  client: DynamoDBClient,
  { through, tableName }: BudgetPlace,
  { at, who, reason, refusal, budgets }: Override,
): Promise<Reply<void>> {
  const Item: Item = {
    pk: text(OVERRIDES),
    // Two within a millisecond would need two people; the name tells them apart.
    sk: text(`${at}#${who}`),
    at: text(at),
    who: text(who),
    reason: text(reason),
    refusal: text(refusal),
    budgets: text(JSON.stringify(budgets)),
    expiresAt: number(Math.floor(Date.parse(at) / 1_000) + KEPT_SECONDS),
  };
  try {
    await client.send(new PutItemCommand({ TableName: tableName, Item }));
    return { kind: 'ok', value: undefined };
  } catch (error) {
    return { kind: 'failed', message: describeFailure(error, `table ${tableName}`, through.region) };
  }
}
