import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type AuditQueue } from '../../domain/audit/report';
import { type WorkQueue } from '../../domain/orders/hand-off';
import { serviceUnavailable } from '../service-errors';

/** The longest delay of a message that SQS takes. */
const MAX_DELAY_SECONDS = 900;

async function send(client: SQSClient, queueUrl: string, body: object, delaySeconds = 0): Promise<void> {
  const DelaySeconds = Math.min(MAX_DELAY_SECONDS, Math.max(0, Math.ceil(delaySeconds)));
  try {
    await client.send(
      new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(body), DelaySeconds }),
    );
  } catch (error) {
    throw serviceUnavailable(`SQS SendMessage to ${queueUrl}`, error);
  }
}

/** `WorkQueue` on the orders queue; messages are `{orderId}`. */
export class SqsWorkQueue implements WorkQueue {
  constructor(
    private readonly client: SQSClient,
    private readonly queueUrl: string,
  ) {}

  async advanceLater(orderId: string, delaySeconds: number): Promise<void> {
    await send(this.client, this.queueUrl, { orderId }, delaySeconds);
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
