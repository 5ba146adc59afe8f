import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Readable } from 'node:stream';
import { decodeSegment } from '../gateway/request';
import { readBody } from '../http/body';
import { CLIENT_IP_HEADER, clientIp } from '../http/client-ip';
import { type RequestHandler } from '../http/server';
import { edgeAnswer, PROBLEMS } from './answers';
import { DOCUMENTATION_PATHS, sendDocumentation } from './docs/documentation';
import { type EdgeAnswer, type EdgeRequest } from './message';
import { type Origin } from './origin';
import { serveDistribution, type ServeOptions } from './serve-distribution';

export interface EdgeOptions extends ServeOptions {
  /** The regions' APIs, which the documentation shows. */
  readonly origins: readonly Origin[];
  /** Serves everything below `/_local/`. */
  readonly control: RequestHandler;
  /** Hears of the status of each answer. @default nobody */
  readonly answered?: (status: number) => void;
}

/** What the gateways take; a longer body need not be sent on to be refused. */
const BODY_LIMIT_BYTES = 10 * 1_024 * 1_024;

/** Decoded and with its dots resolved. */
function plainPath(target: string): string {
  const [path = '/'] = target.split('?');
  const decoded = path.split('/').map(decodeSegment).join('/').replaceAll('\\', '/');
  return new URL(`http://edge/${decoded.replace(/^\/+/, '')}`).pathname.replace(/\/+/g, '/');
}

const isBelow = (path: string, prefix: string) => path === prefix || path.startsWith(`${prefix}/`);

/**
 * The edge at the shop's one address: what the synthesized CloudFront distribution does, and, before it, what only
 * the local cloud has: the control API below `/_local` and the documentation.
 */
export function createEdge(options: EdgeOptions): RequestHandler {
  return async (request, response) => {
    const path = plainPath(request.url ?? '/');
    if (isBelow(path, '/_local')) return options.control(request, response);
    if (DOCUMENTATION_PATHS.includes(path)) {
      const edgeUrl = `http://${request.headers.host ?? ''}`;
      return sendDocumentation(path, response, { edgeUrl, origins: options.origins });
    }
    const answer = await answerOf(options, request);
    options.answered?.(answer.status);
    return relay(answer, response);
  };
}

async function answerOf(options: EdgeOptions, request: IncomingMessage): Promise<EdgeAnswer> {
  const read = await readBody(request, BODY_LIMIT_BYTES);
  const received = toEdgeRequest(request, read.kind === 'complete' ? read.body : Buffer.alloc(0));
  if (read.kind === 'too_large') return edgeAnswer(PROBLEMS.tooLarge, received, true);
  return serveDistribution(options, received);
}

function toEdgeRequest(request: IncomingMessage, body: Buffer): EdgeRequest {
  const target = request.url ?? '/';
  const queryAt = target.indexOf('?');
  const { [CLIENT_IP_HEADER]: played, ...headers } = request.headersDistinct;
  return {
    method: request.method ?? 'GET',
    uri: queryAt === -1 ? target : target.slice(0, queryAt),
    query: queryAt === -1 ? '' : target.slice(queryAt + 1),
    headers: headers as Record<string, string[]>,
    body,
    clientIp: clientIp(request.socket.remoteAddress ?? '', played?.[0]),
    requestId: randomUUID(),
  };
}

function relay({ status, headers, body }: EdgeAnswer, response: ServerResponse): void {
  response.statusCode = status;
  for (const [name, values] of Object.entries(headers)) {
    response.setHeader(name, values.length === 1 ? (values[0] ?? '') : [...values]);
  }
  if (Buffer.isBuffer(body)) response.end(body);
  else pipe(body, response);
}

/** Neither end may leave the other one waiting. */
function pipe(body: Readable, response: ServerResponse): void {
  body.on('error', () => response.destroy());
  response.on('close', () => body.destroy());
  body.pipe(response);
}
