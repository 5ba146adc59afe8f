import { Readable } from 'node:stream';
import { type DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { dynamoDbClient } from '../../../lambdas/adapters/dynamodb/client';
import { type AwsAnswer, type AwsCall } from '../../../local/endpoint/aws-call';

/** Answers the calls of a client. */
export type AnswerCall = (call: AwsCall) => Promise<AwsAnswer>;

/** The functions' own DynamoDB client, whose calls are answered in this process. */
export function emulatedClient(region: string, answer: AnswerCall): DynamoDBClient {
  const requestHandler: NonNullable<DynamoDBClientConfig['requestHandler']> = {
    handle: async (request: Sent) => {
      const { status, headers, body } = await answer(callOf(request));
      return { response: { statusCode: status, headers: { ...headers }, body: Readable.from([body]) } };
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  };
  return dynamoDbClient(region, {
    requestHandler,
    endpoint: 'http://127.0.0.1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
}

/** What of the SDK's request matters here. */
interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

function callOf({ headers, body }: Sent): AwsCall {
  const operation = headers['x-amz-target']?.split('.')[1] ?? '';
  return { operation, headers, body: bytesOf(body) };
}

/** The SDK's own kind of array warns when it is taken for a text. */
function bytesOf(body: unknown): Buffer {
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return Buffer.from(typeof body === 'string' ? body : '');
}
