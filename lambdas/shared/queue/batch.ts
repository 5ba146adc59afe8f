import { type SQSBatchResponse, type SQSEvent, type SQSRecord } from 'aws-lambda';
import { type $ZodType } from 'zod/v4/core';
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
  readonly schema: $ZodType<Message>;
  readonly handle: (message: Message) => Promise<void>;
  /** The order that a message is about. @default none */
  readonly orderIdOf?: (message: Message) => string;
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
  const { telemetry, schema, handle, orderIdOf } = options;
  return reportingFailure(record, telemetry, async () => {
    const message = messageOf(record, schema);
    const handled = () => reportingFailure(record, telemetry, () => handle(message));
    return orderIdOf ? telemetry.forOrder(orderIdOf(message), handled) : handled();
  });
}

/** Whether the work went well, as far as it says so itself; an error goes to the log and no further. */
async function reportingFailure(
  { messageId }: SQSRecord,
  telemetry: Telemetry,
  work: () => Promise<boolean | void>,
): Promise<boolean> {
  try {
    return (await work()) ?? true;
  } catch (error) {
    if (error instanceof BadMessage) telemetry.count('BadMessages');
    telemetry.log.error('message failed', { messageId, error: describeError(error) });
    return false;
  }
}

function messageOf<Message>({ body }: SQSRecord, schema: $ZodType<Message>): Message {
  const json = parseJson(body);
  if (json.kind === 'broken') throw new BadMessage(json.where);
  const message = validate(schema, json.value);
  if (message.kind === 'valid') return message.value;
  throw new BadMessage(message.errors.map(({ path, message: what }) => `${path}: ${what}`).join('; '));
}
