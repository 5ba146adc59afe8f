import { BatchGetItemCommand, BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { StoreUnavailable } from '../../domain/errors';
import { backOff, mapBounded } from '../../domain/runtime';
import { type Item } from './item';
import { type Table } from './table';

/** Limits of the DynamoDB API: items in one BatchGetItem, in one BatchWriteItem. */
const READ_BATCH = 100;
const WRITE_BATCH = 25;
/** Batches in flight: enough to hide the round trip to the other Region, few enough not to be throttled. */
const LANES = 8;
/** What a busy table left unprocessed is asked for again, for about 5 s in all. */
const TRIES = 8;
const BASE_MS = 25;
const CAP_MS = 1_000;

function chunksOf<T>(items: readonly T[], size: number): T[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}

/** Does one batch and returns what was left of it, until nothing is. */
async function untilDone(
  table: Table,
  operation: string,
  batch: Item[],
  once: (batch: Item[]) => Promise<Item[]>,
): Promise<void> {
  const { clock, random } = table.runtime;
  let left = await once(batch);
  for (let tries = 0; left.length > 0; tries += 1) {
    if (tries === TRIES)
      throw new StoreUnavailable(
        `DynamoDB ${operation} left ${left.length} items unprocessed after ${TRIES} tries.`,
        'not_applied',
      );
    await clock.sleep(backOff(tries, BASE_MS, CAP_MS, random));
    left = await once(left);
  }
}

/** The items that exist under these keys (each given once), in any order. */
export async function getMany(table: Table, keys: readonly Item[], consistent: boolean): Promise<Item[]> {
  const operation = `BatchGetItem on ${table.name}`;
  const found: Item[] = [];
  const readOnce = async (batch: Item[]) => {
    const request = { [table.name]: { Keys: batch, ConsistentRead: consistent } };
    const output = await table.call(operation, new BatchGetItemCommand({ RequestItems: request }));
    found.push(...(output.Responses?.[table.name] ?? []));
    return output.UnprocessedKeys?.[table.name]?.Keys ?? [];
  };
  await mapBounded(chunksOf(keys, READ_BATCH), LANES, (batch) =>
    untilDone(table, operation, batch, readOnce),
  );
  return found;
}

/** Puts all items (each key once), unconditionally; those of a failed call may be there in part. */
export async function putMany(table: Table, items: readonly Item[]): Promise<void> {
  const operation = `BatchWriteItem on ${table.name}`;
  const writeOnce = async (batch: Item[]) => {
    const request = { [table.name]: batch.map((item) => ({ PutRequest: { Item: item } })) };
    const output = await table.call(operation, new BatchWriteItemCommand({ RequestItems: request }));
    const left = output.UnprocessedItems?.[table.name] ?? [];
    return left.map(({ PutRequest }) => PutRequest?.Item).filter((item) => item !== undefined);
  };
  await mapBounded(chunksOf(items, WRITE_BATCH), LANES, (batch) =>
    untilDone(table, operation, batch, writeOnce),
  );
}
