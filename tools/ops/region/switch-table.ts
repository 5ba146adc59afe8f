import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { switchOf } from '../../../lambdas/domain/routing/switch';
import { describeFailure } from '../aws-failure';
import { type Reply } from '../message-queue';
import { type SwitchItem, type SwitchTable } from './ports';

const keyOf = (region: string): Record<string, AttributeValue> => ({
  pk: { S: `SWITCH#evacuated/${region}` },
  sk: { S: 'SWITCH' },
});

/** Reads a Region's switch where the functions of `table.through` read it. */
export async function readSwitch(
  client: DynamoDBClient,
  { through, tableName }: SwitchTable,
  region: string,
): Promise<Reply<SwitchItem>> {
  const command = new GetItemCommand({ TableName: tableName, Key: keyOf(region), ConsistentRead: true });
  try {
    const { Item } = await client.send(command);
    const weight = Item?.['weight']?.N;
    const value = switchOf(Item?.['on']?.BOOL, weight === undefined ? undefined : Number(weight));
    return { kind: 'ok', value: { ...value, changedAt: Item?.['changedAt']?.S ?? null } };
  } catch (error) {
    return { kind: 'failed', message: describeFailure(error, `table ${tableName}`, through.region) };
  }
}

/** Writes a Region's switch; the table takes it to the other Regions. Safe to repeat. */
export async function writeSwitch(
  client: DynamoDBClient,
  { through, tableName }: SwitchTable,
  region: string,
  { on, weight, changedAt }: SwitchItem,
): Promise<Reply<void>> {
  const Item = {
    ...keyOf(region),
    on: { BOOL: on },
    weight: { N: String(weight) },
    ...(changedAt !== null && { changedAt: { S: changedAt } }),
  };
  try {
    await client.send(new PutItemCommand({ TableName: tableName, Item }));
    return { kind: 'ok', value: undefined };
  } catch (error) {
    return { kind: 'failed', message: describeFailure(error, `table ${tableName}`, through.region) };
  }
}
