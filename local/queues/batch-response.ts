import { isRecord } from '../assembly/template';
import { type InvocationResult } from '../types';

/**
 * Ids of the messages that a batch leaves in the queue. As on AWS: without ReportBatchItemFailures a batch
 * succeeds or fails as a whole; with it, an empty or missing list is success, and a malformed answer fails
 * the whole batch: `batchItemFailures` no list, an item identifier missing, empty, or of no message in the
 * batch (Lambda developer guide, "Implementing partial batch responses": success and failure conditions).
 */
export function failedMessages(
  messageIds: readonly string[],
  result: InvocationResult,
  reportsItemFailures: boolean,
): readonly string[] {
  if (result.kind !== 'returned') return messageIds;
  if (!reportsItemFailures) return [];
  if (result.payload === null) return [];
  if (!isRecord(result.payload)) return messageIds;
  const failures = result.payload.batchItemFailures ?? [];
  if (!Array.isArray(failures)) return messageIds;
  const identifiers = (failures as unknown[]).map((each) =>
    isRecord(each) ? each.itemIdentifier : undefined,
  );
  const known = identifiers.filter(
    (each): each is string => typeof each === 'string' && messageIds.includes(each),
  );
  return known.length === identifiers.length ? known : messageIds;
}
