import { randomUUID } from 'node:crypto';
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { decodeSegment } from '../gateway/request';
import { readBody } from '../http/body';
import { sendProblem, type Problem } from '../http/problem';
import { type RequestHandler } from '../http/server';
import { type FaultSource } from '../types';
import { DOCUMENTATION_PATHS, sendDocumentation } from './docs/documentation';
import { indexPage } from './index-page';
import { type Origin } from './origin';

export interface EdgeOptions {
  /** In order of preference. */
  readonly origins: readonly Origin[];
  readonly faults: FaultSource;
  /** Serves everything below `/_local/`. */
  readonly control: RequestHandler;
}

/** What the gateways take; a longer body need not be sent on to be refused. */
const BODY_LIMIT_BYTES = 10 * 1_024 * 1_024;
/** API Gateway ends every call after 29 s; what takes longer is not coming. */
const ORIGIN_TIMEOUT_MS = 35_000;

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];
/** Headers of one connection, which are not for the next (RFC 9110, section 7.6.1). */
const HOP_BY_HOP = ['connection', 'host', 'keep-alive', 'transfer-encoding', 'upgrade', 'content-length'];

const ADMIN_REFUSED: Problem = {
  status: 403,
  code: 'forbidden',
  title: 'Administration is not reachable through the edge',
  detail: "Sign the call and send it to a region's own address.",
};
const TOO_LARGE: Problem = {
  status: 413,
  code: 'request_too_large',
  title: 'The request is larger than 10 MB',
  detail: 'Send it in parts.',
};
const NO_REGION: Problem = {
  status: 503,
  code: 'unavailable',
  title: 'No region can be reached',
  detail: 'Try again in a moment.',
};
const NOT_FOUND: Problem = {
  status: 404,
  code: 'not_found',
  title: 'There is nothing here',
  detail: 'The shop answers below /v1 and at /health (see /docs), the control API below /_local.',
};

/** As every answer of the shop: an id to ask about, and where it came from. */
function refuse(response: ServerResponse, problem: Problem, headers: Record<string, string> = {}): void {
  sendProblem(response, problem, { 'x-request-id': randomUUID(), 'x-region': 'edge', ...headers });
}

type Attempt =
  | { readonly kind: 'answered'; readonly answer: IncomingMessage }
  /** `sent` tells whether the region may have seen the request. */
  | { readonly kind: 'failed'; readonly sent: boolean };

function forwardedHeaders(request: IncomingMessage, body: Buffer): Record<string, string | string[]> {
  const kept = Object.entries(request.headersDistinct).filter(([name]) => !HOP_BY_HOP.includes(name));
  const hops = [...(request.headersDistinct['x-forwarded-for'] ?? []), request.socket.remoteAddress ?? ''];
  return {
    ...(Object.fromEntries(kept) as Record<string, string[]>),
    'x-forwarded-for': hops.join(', '),
    ...(body.length === 0 ? {} : { 'content-length': String(body.length) }),
  };
}

function attempt(origin: Origin, request: IncomingMessage, body: Buffer): Promise<Attempt> {
  return new Promise((resolve) => {
    let connected = false;
    const outgoing = httpRequest(`${origin.url}${request.url ?? '/'}`, {
      method: request.method,
      headers: forwardedHeaders(request, body),
      timeout: ORIGIN_TIMEOUT_MS,
    });
    outgoing.on('socket', (socket) => {
      if (!socket.connecting) connected = true;
      socket.once('connect', () => (connected = true));
    });
    outgoing.on('response', (answer) => resolve({ kind: 'answered', answer }));
    outgoing.on('timeout', () => outgoing.destroy());
    outgoing.on('error', () => resolve({ kind: 'failed', sent: connected }));
    outgoing.on('close', () => resolve({ kind: 'failed', sent: connected }));
    outgoing.end(body);
  });
}

/** A request that may have arrived is sent again only if doing it twice is harmless. */
function mayRepeat(request: IncomingMessage): boolean {
  return SAFE_METHODS.includes(request.method ?? 'GET') || request.headers['idempotency-key'] !== undefined;
}

async function firstAnswer(
  origins: readonly Origin[],
  request: IncomingMessage,
  body: Buffer,
): Promise<IncomingMessage | undefined> {
  for (const origin of origins) {
    const result = await attempt(origin, request, body);
    if (result.kind === 'answered') return result.answer;
    if (result.sent && !mayRepeat(request)) return undefined;
  }
  return undefined;
}

function relay(answer: IncomingMessage, response: ServerResponse): void {
  const headers = Object.entries(answer.headersDistinct).filter(
    ([name]) => !HOP_BY_HOP.includes(name) || name === 'content-length',
  );
  response.writeHead(answer.statusCode ?? 502, Object.fromEntries(headers) as Record<string, string[]>);
  answer.on('error', () => response.destroy());
  answer.pipe(response);
}

async function proxy(
  options: EdgeOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const read = await readBody(request, BODY_LIMIT_BYTES);
  if (read.kind === 'too_large') return refuse(response, TOO_LARGE);
  const { regions } = options.faults.current();
  const healthy = options.origins.filter(({ region }) => (regions[region] ?? 'up') === 'up');
  const answer = await firstAnswer(healthy, request, read.body);
  if (answer === undefined) refuse(response, NO_REGION, { 'retry-after': '5' });
  else relay(answer, response);
}

/** Decoded and with its dots resolved, so that no spelling of /v1/admin gets past the check. */
function normalizedPath(request: IncomingMessage): string {
  const [path = '/'] = (request.url ?? '/').split('?');
  const decoded = path.split('/').map(decodeSegment).join('/').replaceAll('\\', '/');
  return new URL(`http://edge/${decoded.replace(/^\/+/, '')}`).pathname.replace(/\/+/g, '/');
}

const isBelow = (path: string, prefix: string) => path === prefix || path.startsWith(`${prefix}/`);

/**
 * The edge: what CloudFront and Route 53 do on AWS, for one machine. The shop's calls go to the first region
 * that is up; when the connection fails, to the next.
 */
export function createEdge(options: EdgeOptions): RequestHandler {
  return async (request, response) => {
    const path = normalizedPath(request);
    if (isBelow(path, '/_local')) return options.control(request, response);
    if (isBelow(path, '/v1/admin')) return refuse(response, ADMIN_REFUSED);
    if (isBelow(path, '/v1') || path === '/health') return proxy(options, request, response);
    const edgeUrl = `http://${request.headers.host ?? ''}`;
    if (DOCUMENTATION_PATHS.includes(path))
      return sendDocumentation(path, response, { edgeUrl, origins: options.origins });
    if (path !== '/') return refuse(response, NOT_FOUND);
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end(indexPage(edgeUrl, options.origins));
  };
}
