import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import configuration from '../../../holdfast.config.json';
import { DrillFailed } from '../shop';

/** The item of an order, as far as it is rewritten; `head` is what was decided of it, as JSON (lambdas/adapters/dynamodb). */
const itemSchema = z.looseObject({
  head: z.object({ S: z.string() }),
  version: z.object({ N: z.string() }),
});
const headSchema = z.looseObject({ placedAt: z.number() });

/**
 * Rewrites an order as if it had been placed so many milliseconds earlier. It takes the order's next version, as any other
 * writer would: a worker that has the order in hand writes again what it read otherwise. Throws DrillFailed when there is no
 * such order.
 */
export async function backdate(
  tables: Pick<DynamoDBClient, 'send'>,
  orderId: string,
  milliseconds: number,
): Promise<void> {
  while (!(await rewrite(tables, orderId, milliseconds)));
}

/** False where another writer was faster. */
async function rewrite(
  tables: Pick<DynamoDBClient, 'send'>,
  orderId: string,
  milliseconds: number,
): Promise<boolean> {
  const of = { TableName: `${configuration.name}-ledger`, Key: { pk: { S: `ORDER#${orderId}` } } };
  const { Item } = await tables.send(new GetItemCommand({ ...of, ConsistentRead: true }));
  const item = itemSchema.safeParse(Item);
  if (!item.success) throw new DrillFailed(`the order ${orderId} cannot be read`);
  const head = headSchema.parse(JSON.parse(item.data.head.S));
  const earlier = { ...head, placedAt: head.placedAt - milliseconds };
  const before = Number(item.data.version.N);
  const write = new UpdateItemCommand({
    ...of,
    UpdateExpression: 'SET head = :head, version = :next',
    ConditionExpression: 'version = :before',
    ExpressionAttributeValues: {
      ':head': { S: JSON.stringify(earlier) },
      ':next': { N: String(before + 1) },
      ':before': { N: String(before) },
    },
  });
  try {
    await tables.send(write);
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
