import { ResponseType } from 'aws-cdk-lib/aws-apigateway';

/** One answer that API Gateway gives by itself. */
export interface ProblemResponse {
  /** API Gateway's name for the case. */
  readonly type: ResponseType;
  /** HTTP status; the defaults keep the one that API Gateway chose. @default API Gateway's own */
  readonly status?: number;
  /** Stable code that clients decide by. */
  readonly code: string;
  readonly title: string;
  /** A JSON string with its quotes, or a context variable that renders as one. @default none */
  readonly detail?: string;
  /** What is wrong, as the functions list it; `message` is of the same kind as `detail`. @default none */
  readonly error?: { readonly path: string; readonly message: string };
  /** Seconds after which trying again may help. @default none: trying again does not help */
  readonly retryAfterSeconds?: number;
}

const INVALID_REQUESTS: readonly ProblemResponse[] = [
  {
    type: ResponseType.BAD_REQUEST_BODY,
    status: 400,
    code: 'invalid_request',
    title: 'The request body is not valid',
    detail: '"The body must be one JSON object."',
    error: { path: 'body', message: '"$context.error.validationErrorString"' },
  },
  {
    type: ResponseType.BAD_REQUEST_PARAMETERS,
    status: 400,
    code: 'invalid_request',
    title: 'A required header or parameter is missing',
    error: { path: 'request', message: '$context.error.messageString' },
  },
  {
    type: ResponseType.REQUEST_TOO_LARGE,
    status: 413,
    code: 'request_too_large',
    title: 'The request is too large',
    detail: '"A body may have up to 6 MB; send it in parts."',
  },
  {
    type: ResponseType.UNSUPPORTED_MEDIA_TYPE,
    status: 415,
    code: 'unsupported_media_type',
    title: 'The content type of the request is not supported',
  },
];

const REFUSED_CALLERS: readonly ProblemResponse[] = [
  {
    type: ResponseType.MISSING_AUTHENTICATION_TOKEN,
    status: 403,
    code: 'missing_authentication',
    title: 'There is no such route, or it needs a signature',
    detail: '"Check method and path; calls under /v1/admin need AWS Signature Version 4 for execute-api."',
  },
  {
    type: ResponseType.ACCESS_DENIED,
    status: 403,
    code: 'access_denied',
    title: 'The caller is not allowed to do this',
    detail: '$context.error.messageString',
  },
  {
    type: ResponseType.INVALID_SIGNATURE,
    status: 403,
    code: 'invalid_signature',
    title: 'The signature of the request does not match',
    detail: '$context.error.messageString',
  },
  {
    type: ResponseType.EXPIRED_TOKEN,
    status: 403,
    code: 'expired_token',
    title: 'The signature or the token of the request has expired',
    detail: '$context.error.messageString',
  },
  {
    type: ResponseType.THROTTLED,
    status: 429,
    code: 'throttled',
    title: 'Too many requests; try again in a moment',
    retryAfterSeconds: 1,
  },
];

const FAILURES: readonly ProblemResponse[] = [
  {
    type: ResponseType.INTEGRATION_TIMEOUT,
    status: 504,
    code: 'timeout',
    title: 'The answer took too long; what was asked for may still have happened',
    retryAfterSeconds: 1,
  },
  {
    type: ResponseType.DEFAULT_4XX,
    code: 'bad_request',
    title: 'The request was refused',
    detail: '$context.error.messageString',
  },
  { type: ResponseType.DEFAULT_5XX, code: 'internal_error', title: 'Something went wrong on our side' },
];

/** Every answer of API Gateway's own; the two defaults cover the cases that have no entry. */
export const PROBLEM_RESPONSES: readonly ProblemResponse[] = [
  ...INVALID_REQUESTS,
  ...REFUSED_CALLERS,
  ...FAILURES,
];

/**
 * RFC 9457 body of an answer. API Gateway replaces the variables; `messageString` brings its own quotes.
 * The defaults cannot state a status in the body, since API Gateway knows it only when it answers.
 */
export function problemTemplate(problem: ProblemResponse): string {
  const members = [
    `"type":"about:blank"`,
    `"title":${JSON.stringify(problem.title)}`,
    ...(problem.status === undefined ? [] : [`"status":${problem.status}`]),
    `"code":${JSON.stringify(problem.code)}`,
    ...(problem.detail === undefined ? [] : [`"detail":${problem.detail}`]),
    ...(problem.error === undefined ? [] : [`"errors":[${errorTemplate(problem.error)}]`]),
  ];
  return `{${members.join(',')}}`;
}

function errorTemplate({ path, message }: NonNullable<ProblemResponse['error']>): string {
  return `{"path":${JSON.stringify(path)},"message":${message}}`;
}
