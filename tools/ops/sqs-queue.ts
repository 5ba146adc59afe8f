import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { describeFailure } from './aws-failure';
import { HIDDEN_SECONDS, type Letter, type MessageQueue, MOST_A_CALL, type Reply } from './message-queue';

/**
 * Long polling asks all servers that hold parts of a queue; a receive without it may miss messages ("Amazon SQS
 * short and long polling", SQS developer guide).
 */
const WAIT_SECONDS = 1;

/** A queue over SQS's API. Its address is looked up by its name at the first call. */
export class SqsQueue implements MessageQueue {
  private url: Promise<string> | undefined;

  constructor(
    private readonly client: SQSClient,
    readonly region: string,
    readonly name: string,
  ) {}

  count(): Promise<Reply<number>> {
    return this.replying(async (QueueUrl) => {
      const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] });
      const { Attributes = {} } = await this.client.send(command);
      return (
        Number(Attributes['ApproximateNumberOfMessages'] ?? 0) +
        Number(Attributes['ApproximateNumberOfMessagesNotVisible'] ?? 0) +
        Number(Attributes['ApproximateNumberOfMessagesDelayed'] ?? 0)
      );
    });
  }

  receive(most: number): Promise<Reply<readonly Letter[]>> {
    return this.replying(async (QueueUrl) => {
      const command = new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: most,
        VisibilityTimeout: HIDDEN_SECONDS,
        WaitTimeSeconds: WAIT_SECONDS,
        MessageSystemAttributeNames: ['ApproximateReceiveCount', 'SentTimestamp'],
        MessageAttributeNames: ['All'],
      });
      const { Messages = [] } = await this.client.send(command);
      return Messages.map(toLetter);
    });
  }

  putBack(letters: readonly Letter[]): Promise<Reply<void>> {
    return this.replying(async (QueueUrl) => {
      for (let start = 0; start < letters.length; start += MOST_A_CALL) {
        const Entries = letters
          .slice(start, start + MOST_A_CALL)
          .map(({ handle }, index) => ({ Id: String(index), ReceiptHandle: handle, VisibilityTimeout: 0 }));
        await this.client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
      }
    });
  }

  send(body: string): Promise<Reply<void>> {
    return this.replying(async (QueueUrl) => {
      await this.client.send(new SendMessageCommand({ QueueUrl, MessageBody: body }));
    });
  }

  remove({ handle }: Letter): Promise<Reply<void>> {
    return this.replying(async (QueueUrl) => {
      await this.client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: handle }));
    });
  }

  private async replying<T>(call: (url: string) => Promise<T>): Promise<Reply<T>> {
    try {
      this.url ??= this.findUrl();
      return { kind: 'ok', value: await call(await this.url) };
    } catch (error) {
      return { kind: 'failed', message: describeFailure(error, `queue ${this.name}`, this.region) };
    }
  }

  private async findUrl(): Promise<string> {
    const { QueueUrl = '' } = await this.client.send(new GetQueueUrlCommand({ QueueName: this.name }));
    return QueueUrl;
  }
}

function toLetter({ MessageId, Body, Attributes, MessageAttributes, ReceiptHandle }: Message): Letter {
  const texts = Object.entries(MessageAttributes ?? {}).flatMap(([name, { StringValue }]) =>
    StringValue === undefined ? [] : [[name, StringValue] as const],
  );
  return {
    id: MessageId ?? '',
    body: Body ?? '',
    receives: Number(Attributes?.ApproximateReceiveCount ?? 0),
    sentAt: new Date(Number(Attributes?.SentTimestamp ?? 0)),
    attributes: Object.fromEntries(texts),
    handle: ReceiptHandle ?? '',
  };
}
