import { randomBytes, randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { readBody } from '../http/body';
import { CLIENT_IP_HEADER, clientIp } from '../http/client-ip';
import { type Malformed, type RequestHandler, startHttpServer, type HttpServer } from '../http/server';
import { type FaultSource, type Invoke, type Log, type RegionTemplate } from '../types';
import { associatedWebAcl } from '../waf/web-acl';
import { type Answered, readRestApi, type RestApi, stageArn } from './api';
import { type CallIds } from './context';
import { type GatewayOutcome } from './answer';
import { Gateway } from './gateway';
import { type Refusal } from './gateway-responses';
import { createInvoker } from './invocation';
import { type GatewayRequest } from './request';
import { type Operator } from './signature';

/** API Gateway's quota for payloads
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html). */
const BODY_LIMIT_BYTES = 10 * 1_024 * 1_024;

/** Another of its quotas: "Total combined size of request line and header values" (the same table). */
const HEAD_LIMIT_BYTES = 10_240;

/** The one key that may call operators' routes of the local cloud. */
export const LOCAL_OPERATOR: Operator = {
  accessKeyId: 'local-operator',
  secretAccessKey: 'local-operator',
};

export interface StartGatewayOptions {
  readonly port: number;
  readonly template: RegionTemplate;
  readonly invoke: Invoke;
  readonly faults: FaultSource;
  readonly log: Log;
  /** Put around what answers requests, to count them for instance. */
  readonly around?: (handle: RequestHandler) => RequestHandler;
  /** Asked once for who is told of each answer of the API. */
  readonly measure?: (api: RestApi) => (answered: Answered) => void;
}

function newIds(): CallIds {
  const receivedAt = new Date();
  const seconds = Math.floor(receivedAt.getTime() / 1_000).toString(16);
  return {
    requestId: randomUUID(),
    extendedRequestId: randomBytes(11).toString('base64'),
    traceId: `Root=1-${seconds}-${randomBytes(12).toString('hex')}`,
    receivedAt,
  };
}

function startTimer(milliseconds: number) {
  let timer: NodeJS.Timeout | undefined;
  const elapsed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  return { elapsed, cancel: () => clearTimeout(timer) };
}

function pairs(rawHeaders: readonly string[]): (readonly [string, string])[] {
  return rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] as const] : [],
  );
}

function toGatewayRequest(request: IncomingMessage, body: Buffer): GatewayRequest {
  const target = request.url ?? '/';
  const queryAt = target.indexOf('?');
  return {
    method: request.method ?? 'GET',
    path: queryAt === -1 ? target : target.slice(0, queryAt),
    query: queryAt === -1 ? '' : target.slice(queryAt + 1),
    headers: pairs(request.rawHeaders).filter(([name]) => name.toLowerCase() !== CLIENT_IP_HEADER),
    body,
    sourceIp: clientIp(
      request.socket.remoteAddress ?? '127.0.0.1',
      request.headersDistinct[CLIENT_IP_HEADER]?.[0],
    ),
  };
}

async function serve(gateway: Gateway, request: IncomingMessage): Promise<GatewayOutcome> {
  const read = await readBody(request, BODY_LIMIT_BYTES);
  const received = toGatewayRequest(request, read.kind === 'complete' ? read.body : Buffer.alloc(0));
  if (read.kind === 'too_large')
    return gateway.refuse(received, { type: 'REQUEST_TOO_LARGE', message: 'Request Too Long' });
  if (headSize(request) > HEAD_LIMIT_BYTES) return gateway.refuse(received, HEAD_TOO_LARGE);
  return gateway.handle(received);
}

/** AWS does not document the status; 431 is HTTP's own (RFC 6585, section 5). */
const HEAD_TOO_LARGE: Refusal = {
  type: 'DEFAULT_4XX',
  status: 431,
  message: `Request line and headers are larger than ${HEAD_LIMIT_BYTES} bytes`,
};

function headSize(request: IncomingMessage): number {
  const line = `${request.method ?? ''} ${request.url ?? ''} HTTP/1.1`;
  return request.rawHeaders.reduce((size, part) => size + part.length + 2, line.length);
}

/** Answers what never became a request. */
function refuseMalformed(gateway: Gateway, { status, message }: Malformed): GatewayOutcome {
  const nothing = { method: '', path: '', query: '', headers: [], body: Buffer.alloc(0), sourceIp: '' };
  const refusal: Refusal = { type: 'DEFAULT_4XX', status, message };
  return gateway.refuse(nothing, status === 431 ? HEAD_TOO_LARGE : refusal);
}

function write(response: ServerResponse, outcome: GatewayOutcome): void {
  if (outcome.kind === 'dropped') {
    response.destroy();
    return;
  }
  const { status, headers, body } = outcome.answer;
  for (const [name, values] of Object.entries(headers)) {
    response.setHeader(name, values.length === 1 ? (values[0] ?? '') : [...values]);
  }
  response.writeHead(status, { 'content-length': body.length }).end(body);
}

/**
 * Serves the REST API of one region's templates on 127.0.0.1. While the region is down, connections are
 * dropped without an answer.
 *
 * @throws GatewayTemplateError for a template that cannot be served
 * @throws the listen error of Node when the port is taken
 */
export async function startGateway(options: StartGatewayOptions): Promise<HttpServer> {
  const { template, faults, invoke, log } = options;
  const isDown = () => faults.current().regions[template.region] === 'down';
  const api = readRestApi(template);
  const now = () => new Date();
  const gateway = new Gateway({
    api,
    webAcl: associatedWebAcl(template, stageArn(api), now),
    throttled: () => Math.random() < faults.current().apiGateway.throttleRate,
    onAnswer: options.measure?.(api),
    invokeFunction: createInvoker({ invoke, log, startTimer }),
    operators: [LOCAL_OPERATOR],
    now,
    newIds,
  });
  const handle: RequestHandler = async (request, response) => {
    const outcome: GatewayOutcome = isDown() ? { kind: 'dropped' } : await serve(gateway, request);
    write(response, isDown() ? { kind: 'dropped' } : outcome);
  };
  return startHttpServer({
    port: options.port,
    admit: () => (isDown() ? 'refuse' : 'accept'),
    handle: options.around?.(handle) ?? handle,
    refuse: (malformed) => {
      const outcome = refuseMalformed(gateway, malformed);
      return outcome.kind === 'answered' && !isDown() ? outcome.answer : undefined;
    },
  });
}
