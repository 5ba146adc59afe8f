import * as http from 'node:http';
import * as https from 'node:https';
import { errorCode, errorMessage } from '../errors';

/** One HTTP request, ready to go; `headers` names are lower case. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** From sending to the last byte of the answer, in milliseconds. */
  readonly timeoutMs: number;
}

/** Why no answer came: the request may or may not have taken effect. */
export type UnreachableReason = 'timed_out' | 'connection_refused' | 'connection_lost' | 'unknown_host';

/** What became of a request: an answer of any status, or none. */
export type HttpOutcome =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | { readonly kind: 'unreachable'; readonly reason: UnreachableReason; readonly message: string };

/** Sends requests over connections that it keeps; close it, or the process lingers. */
export interface HttpTransport {
  send(request: HttpRequest): Promise<HttpOutcome>;
  close(): void;
}

/** A connection that is not there after 5 s will not come: better to try the other region. */
const CONNECT_TIMEOUT_MS = 5_000;

const REASONS: Readonly<Record<string, UnreachableReason>> = {
  ECONNREFUSED: 'connection_refused',
  ENOTFOUND: 'unknown_host',
  EAI_AGAIN: 'unknown_host',
  ETIMEDOUT: 'timed_out',
};

/** Marks the error with which a request is destroyed when its time is up. */
class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

/**
 * A transport over node:http and node:https with kept connections.
 *
 * @param maxConnections upper bound of connections to one host; further requests wait their turn
 */
export function createTransport(maxConnections = 64): HttpTransport {
  const options = { keepAlive: true, maxSockets: maxConnections };
  const agents = { http: new http.Agent(options), https: new https.Agent(options) };
  return {
    send: (request) => send(request, agents),
    close: () => {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

interface Agents {
  readonly http: http.Agent;
  readonly https: https.Agent;
}

async function send(request: HttpRequest, agents: Agents): Promise<HttpOutcome> {
  try {
    const response = await exchange(request, agents);
    return { kind: 'answered', ...response };
  } catch (error) {
    return unreachable(request, error);
  }
}

type Response = { status: number; headers: Record<string, string>; body: string };

/** Resolves with the whole answer, rejects when there is none in time. */
function exchange(request: HttpRequest, agents: Agents): Promise<Response> {
  return new Promise((resolve, reject) => {
    const outgoing = open(request, agents);
    const expire = () => outgoing.destroy(new DeadlineError(`no answer within ${request.timeoutMs} ms`));
    const deadline = setTimeout(expire, request.timeoutMs);
    outgoing.on('close', () => clearTimeout(deadline));
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
      incoming.on('error', reject);
      readBody(incoming).then(resolve, reject);
    });
    limitConnecting(outgoing);
    outgoing.end(request.body ?? undefined);
  });
}

function open(request: HttpRequest, agents: Agents): http.ClientRequest {
  const { method, url } = request;
  const length = request.body === null ? {} : { 'content-length': String(Buffer.byteLength(request.body)) };
  const headers = { ...request.headers, ...length };
  return url.protocol === 'https:'
    ? https.request(url, { method, headers, agent: agents.https })
    : http.request(url, { method, headers, agent: agents.http });
}

/** Gives up on a connection that is not established in time; a kept one is established already. */
function limitConnecting(outgoing: http.ClientRequest): void {
  outgoing.once('socket', (socket) => {
    if (!socket.connecting) return;
    const giveUp = () => outgoing.destroy(new DeadlineError(`no connection within ${CONNECT_TIMEOUT_MS} ms`));
    const timer = setTimeout(giveUp, CONNECT_TIMEOUT_MS);
    socket.once('connect', () => clearTimeout(timer));
    socket.once('close', () => clearTimeout(timer));
  });
}

async function readBody(incoming: http.IncomingMessage): Promise<Response> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return {
    status: incoming.statusCode ?? 0,
    headers: flatten(incoming.headers),
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

function flatten(headers: http.IncomingHttpHeaders): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]);
  return Object.fromEntries(entries) as Record<string, string>;
}

function unreachable(request: HttpRequest, error: unknown): HttpOutcome {
  const first = firstOf(error);
  const reason = error instanceof DeadlineError ? 'timed_out' : REASONS[errorCode(first)];
  const message = `${request.method} ${request.url.href}: ${errorMessage(first)}`;
  return { kind: 'unreachable', reason: reason ?? 'connection_lost', message };
}

/** Node wraps the errors of a host's several addresses in an AggregateError: the first tells enough. */
function firstOf(error: unknown): unknown {
  if (typeof error !== 'object' || error === null || !('errors' in error)) return error;
  return Array.isArray(error.errors) ? (error.errors as unknown[])[0] : error;
}
