import {
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { type AuditQueue } from '../../domain/audit/report';
import { StoreUnavailable } from '../../domain/errors';
import { type Hurried, type WorkQueue } from '../../domain/orders/hand-off';
import { mapBounded } from '../../domain/runtime';
import { serviceUnavailable } from '../service-errors';

/** The longest delay of a message that SQS takes. */
const MAX_DELAY_SECONDS = 900;

/** Most messages of one SendMessageBatch (SQS quotas). */
const MAX_BATCH = 10;
const BATCHES_AT_ONCE = 10;

const delayOf = (seconds: number): number => Math.min(MAX_DELAY_SECONDS, Math.max(0, Math.ceil(seconds)));

async function send(client: SQSClient, queueUrl: string, body: object, delaySeconds = 0): Promise<void> {
  const DelaySeconds = delayOf(delaySeconds);
  try {
    await client.send(
      new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(body), DelaySeconds }),
    );
  } catch (error) {
    throw serviceUnavailable(`SQS SendMessage to ${queueUrl}`, error);
  }
}

const hurriedEntry = (
  { orderId, delaySeconds = 0, paidIntentId }: Hurried,
  index: number,
): SendMessageBatchRequestEntry => ({
  Id: String(index),
  MessageBody: JSON.stringify({ orderId, hurry: true, paidIntentId }),
  DelaySeconds: delayOf(delaySeconds),
});

/** SendMessageBatch succeeds even when single messages fail: its answer must be looked at. */
async function sendBatch(
  client: SQSClient,
  queueUrl: string,
  Entries: SendMessageBatchRequestEntry[],
): Promise<void> {
  const operation = `SQS SendMessageBatch to ${queueUrl}`;
  const output = await client
    .send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }))
    .catch((error: unknown) => {
      throw serviceUnavailable(operation, error);
    });
  const failed = output.Failed ?? [];
  if (failed.length > 0)
    throw new StoreUnavailable(`${operation} failed for ${failed.length} of ${Entries.length}`, 'unknown');
}

/** `WorkQueue` on the orders queue; messages are `{orderId, dueAt?, hurry?, paidIntentId?}`. */
export class SqsWorkQueue implements WorkQueue {
  constructor(
    private readonly client: SQSClient,
    private readonly queueUrl: string,
  ) {}

  async advanceLater(orderId: string, dueAt: number, delaySeconds: number): Promise<void> {
    await send(this.client, this.queueUrl, { orderId, dueAt }, delaySeconds);
  }

  async hurry(orders: readonly Hurried[]): Promise<void> {
    const starts = Array.from({ length: Math.ceil(orders.length / MAX_BATCH) }, (_, n) => n * MAX_BATCH);
    await mapBounded(starts, BATCHES_AT_ONCE, (start) =>
      sendBatch(this.client, this.queueUrl, orders.slice(start, start + MAX_BATCH).map(hurriedEntry)),
    );
  }
}

/** `AuditQueue` on the audit queue; messages are `{reportId}`. */
export class SqsAuditQueue implements AuditQueue {
  constructor(
    private readonly client: SQSClient,
    private readonly queueUrl: string,
  ) {}

  async start(reportId: string): Promise<void> {
    await send(this.client, this.queueUrl, { reportId });
  }
}
