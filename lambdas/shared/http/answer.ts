import { type APIGatewayProxyResult } from 'aws-lambda';

/** An HTTP answer before it takes API Gateway's form. */
export interface Answer {
  readonly status: number;
  /** Lower-case names. @default JSON that nobody may keep */
  readonly headers?: Readonly<Record<string, string>>;
  /** Becomes JSON. */
  readonly body: unknown;
}

/** What every answer tells about where it comes from. */
export interface Origin {
  readonly requestId: string;
  readonly region: string;
}

/** A JSON answer. */
export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers, body };
}

/** `cache-control` of an answer that anybody may keep for some seconds. */
export function publicFor(seconds: number): { 'cache-control': string } {
  return { 'cache-control': `public, max-age=${seconds}` };
}

/** The answer as API Gateway takes it, with the headers that every answer of the contract has. */
export function render(answer: Answer, origin: Origin): APIGatewayProxyResult {
  return {
    statusCode: answer.status,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      ...answer.headers,
      'x-request-id': origin.requestId,
      'x-region': origin.region,
    },
    body: JSON.stringify(answer.body),
  };
}
