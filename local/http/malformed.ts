import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { type Socket } from 'node:net';

/** Bytes that are no HTTP request: too large a head, or anything else that cannot be served. */
export interface Malformed {
  readonly status: 400 | 408 | 417 | 431;
  /** For people. */
  readonly message: string;
}

/** An answer that is written straight to a connection. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: Buffer;
}

/** What the parser refuses, a tunnel (CONNECT), and a request that names no host. */
export const NO_HTTP: Malformed = { status: 400, message: 'The request is not valid HTTP/1.1' };

/** Another expectation than `100-continue` (RFC 9110, section 10.1.1). */
export const UNEXPECTED: Malformed = { status: 417, message: 'The header Expect may say 100-continue only' };

/** What Node's error code says of the bytes; `undefined` when the client is gone and cannot be answered. */
export function malformedOf(code: string | undefined): Malformed | undefined {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return { status: 431, message: 'Request line and headers are too large' };
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { status: 408, message: 'The request did not arrive in time' };
    case 'ECONNRESET':
    case 'EPIPE':
      return undefined;
    default:
      return NO_HTTP;
  }
}

/** The answer where a server has none of its own. */
export function plainProblem({ status, message }: Malformed): HttpAnswer {
  const problem = { type: 'about:blank', title: message, status, code: 'bad_request' };
  return {
    status,
    headers: { 'content-type': ['application/problem+json'], 'x-request-id': [randomUUID()] },
    body: Buffer.from(`${JSON.stringify(problem)}\n`),
  };
}

/**
 * Writes the answer and ends the connection; without an answer, just ends it. What the client goes on sending is
 * malformed as well, and read to its end: a connection that is cut off would take the answer with it.
 */
export function writeAnswer(socket: Socket, answer: HttpAnswer | undefined): void {
  if (socket.writableEnded && !socket.destroyed) return;
  if (answer === undefined || !socket.writable) {
    socket.destroy();
    return;
  }
  const headers = Object.entries(answer.headers).flatMap(([name, values]) =>
    values.map((value) => `${name}: ${value}`),
  );
  const head = [
    `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}`,
    ...headers,
    `content-length: ${answer.body.length}`,
    'connection: close',
  ];
  socket.end(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), answer.body]));
}
