import { randomUUID } from 'node:crypto';

/** One call of an AWS service in its JSON protocol (`X-Amz-Target: <prefix>.<operation>`). */
export interface AwsCall {
  readonly operation: string;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

export interface AwsAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Answers the calls of one AWS service. */
export type AwsService = (call: AwsCall) => Promise<AwsAnswer>;

const JSON_1_0 = 'application/x-amz-json-1.0';

/** A successful answer with a JSON body. */
export function awsAnswer(body: unknown, status = 200): AwsAnswer {
  return {
    status,
    headers: { 'content-type': JSON_1_0, 'x-amzn-requestid': randomUUID() },
    body: Buffer.from(JSON.stringify(body)),
  };
}

/**
 * An error as the JSON protocols write it; `code` may carry a namespace (`com.amazon…#Code`). The body
 * has both spellings of `message`, as DynamoDB and SQS differ.
 */
export function awsError(code: string, message: string, status = 400): AwsAnswer {
  const answer = awsAnswer({ __type: code, message, Message: message }, status);
  return { ...answer, headers: { ...answer.headers, 'x-amzn-errortype': code } };
}

/** An error that ends a call of a service; the service's dispatcher turns it into an answer. */
export class AwsFault extends Error {
  override readonly name = 'AwsFault';

  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

/** Runs an operation; an `AwsFault` becomes the answer that AWS would give. */
export async function answering(operation: () => Promise<AwsAnswer>): Promise<AwsAnswer> {
  try {
    return await operation();
  } catch (error) {
    if (error instanceof AwsFault) return awsError(error.code, error.message, error.status);
    throw error;
  }
}

/** The JSON body of a call; throws the fault that AWS answers to a broken one. */
export function bodyOf(call: AwsCall): Record<string, unknown> {
  try {
    return JSON.parse(call.body.toString() || '{}') as Record<string, unknown>;
  } catch {
    throw new AwsFault('SerializationException', 'the body is not JSON');
  }
}
