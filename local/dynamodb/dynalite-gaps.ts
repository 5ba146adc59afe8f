import { bodyOf, type AwsAnswer, type AwsCall } from '../endpoint/aws-call';
import { type Emulator } from './emulator';
import { touchedItems } from './request';
import { type Table } from './table';

/**
 * dynalite ignores ReturnValuesOnConditionCheckFailure: ALL_OLD. This reads the item after the failed
 * condition and adds it to the error. Another writer may come between the two, so the item can be newer
 * than the one that failed the condition; callers must treat it as a hint anyway.
 */
export async function addOldItem(
  call: AwsCall,
  answer: AwsAnswer,
  table: Table | undefined,
  emulator: Emulator,
): Promise<AwsAnswer> {
  if (emulator.kind !== 'dynalite' || answer.status !== 400 || table === undefined) return answer;
  if (!answer.body.includes('ConditionalCheckFailedException')) return answer;
  if (bodyOf(call).ReturnValuesOnConditionCheckFailure !== 'ALL_OLD') return answer;
  const attributes = touchedItems(call)[0]?.attributes ?? {};
  const Key = Object.fromEntries(table.keys.map((name) => [name, attributes[name]]));
  const { Item } = await emulator.call('GetItem', { TableName: table.name, Key, ConsistentRead: true });
  const error = JSON.parse(answer.body.toString()) as Record<string, unknown>;
  const { 'x-amz-crc32': _checksum, ...headers } = answer.headers;
  return { ...answer, headers, body: Buffer.from(JSON.stringify({ ...error, ...(Item ? { Item } : {}) })) };
}
