import { type SQSBatchResponse, type SQSEvent, type SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import { mapBounded } from '../../domain/runtime';
import { validate } from '../http/validation';
import { parseJson } from '../http/json-text';
import { describeError, type Telemetry } from '../telemetry/telemetry';

/** A message that is not what its queue carries: it goes back, and to the dead-letter queue in the end. */
class BadMessage extends Error {
  override readonly name = 'BadMessage';
}

/** How the messages of a queue are handled. */
export interface BatchOptions<Message> {
  readonly schema: z.ZodType<Message>;
  readonly handle: (message: Message) => Promise<void>;
  /** Messages handled at the same time. */
  readonly atOnce: number;
  readonly telemetry: Telemetry;
}

/** Handles a batch message by message; only those that failed go back to the queue. */
export async function handleBatch<Message>(
  event: SQSEvent,
  options: BatchOptions<Message>,
): Promise<SQSBatchResponse> {
  const results = await mapBounded(event.Records, options.atOnce, (record) => succeeds(record, options));
  const failed = event.Records.filter((_, index) => results[index] === false);
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

async function succeeds<Message>(record: SQSRecord, options: BatchOptions<Message>): Promise<boolean> {
  const { telemetry } = options;
  try {
    await options.handle(messageOf(record, options.schema));
    return true;
  } catch (error) {
    if (error instanceof BadMessage) telemetry.count('BadMessages');
    const { messageId } = record;
    telemetry.log.error('message failed', { messageId, error: describeError(error) });
    return false;
  }
}

function messageOf<Message>({ body }: SQSRecord, schema: z.ZodType<Message>): Message {
  const json = parseJson(body);
  if (json.kind === 'broken') throw new BadMessage(json.where);
  const message = validate(schema, json.value);
  if (message.kind === 'valid') return message.value;
  throw new BadMessage(message.errors.map(({ path, message: what }) => `${path}: ${what}`).join('; '));
}
