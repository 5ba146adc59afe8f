import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  type UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { backdate } from '../../../../tools/drill/alarms/backdate';
import { DrillFailed } from '../../../../tools/drill/shop';

const item = (version: number, head: object): Record<string, AttributeValue> => ({
  version: { N: String(version) },
  head: { S: JSON.stringify(head) },
});

/** One item, into which `meanwhile` writes between the first read and the write that follows it. */
function tableOf(stored: Record<string, AttributeValue> | undefined, meanwhile?: typeof stored) {
  let newest = stored;
  let others = meanwhile;
  const send = async (command: object) => {
    if (command instanceof GetItemCommand) {
      const read = newest;
      newest = others ?? newest;
      others = undefined;
      return { Item: read };
    }
    const { input } = command as UpdateItemCommand;
    const values = input.ExpressionAttributeValues ?? {};
    const holds = newest?.['version']?.N === values[':before']?.N;
    if (input.ConditionExpression === 'version = :before' && !holds)
      throw new ConditionalCheckFailedException({ message: 'no', $metadata: {} });
    newest = { version: values[':next'] ?? { N: '' }, head: values[':head'] ?? { S: '' } };
    return {};
  };
  const table = { send } as unknown as DynamoDBClient;
  return { table, newest: () => newest };
}

it('takes the next version, so that whoever has the order in hand does not write over it', async () => {
  const { table, newest } = tableOf(item(3, { placedAt: 10_000, state: 'OPEN' }));
  await backdate(table, 'ord_1', 4_000);
  expect(newest()).toEqual(item(4, { placedAt: 6_000, state: 'OPEN' }));
});

it('keeps what another writer decided meanwhile', async () => {
  const { table, newest } = tableOf(
    item(3, { placedAt: 10_000, told: [] }),
    item(4, { placedAt: 10_000, told: ['order-recorded'] }),
  );
  await backdate(table, 'ord_1', 4_000);
  expect(newest()).toEqual(item(5, { placedAt: 6_000, told: ['order-recorded'] }));
});

it('says which order is not there', async () => {
  await expect(backdate(tableOf(undefined).table, 'ord_1', 1)).rejects.toThrow(
    new DrillFailed('the order ord_1 cannot be read'),
  );
});
