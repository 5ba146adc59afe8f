import { type StoredMessage } from './fauxqs';

/** A message that a poller holds. */
export interface HeldMessage {
  readonly receiptHandle: string;
  readonly message: StoredMessage;
}

/** The event that Lambda gives a function for a batch ("Using Lambda with Amazon SQS", example event). */
export function sqsEvent(messages: readonly HeldMessage[], queueArn: string, region: string): object {
  return { Records: messages.map((held) => record(held, queueArn, region)) };
}

function record({ receiptHandle, message }: HeldMessage, queueArn: string, region: string): object {
  return {
    messageId: message.messageId,
    receiptHandle,
    body: message.body,
    attributes: {
      ApproximateReceiveCount: String(message.approximateReceiveCount),
      SentTimestamp: String(message.sentTimestamp),
      SenderId: queueArn.split(':')[4],
      ApproximateFirstReceiveTimestamp: String(
        message.approximateFirstReceiveTimestamp ?? message.sentTimestamp,
      ),
      ...(message.messageGroupId === undefined ? {} : { MessageGroupId: message.messageGroupId }),
    },
    messageAttributes: Object.fromEntries(
      Object.entries(message.messageAttributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
        name,
        {
          stringValue: StringValue,
          binaryValue: BinaryValue,
          stringListValues: [],
          binaryListValues: [],
          dataType: DataType,
        },
      ]),
    ),
    md5OfBody: message.md5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: region,
  };
}
