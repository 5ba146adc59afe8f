import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { type Forwarding } from '../distribution/forwarding';
import { type OriginProperties } from '../distribution/schema';
import { type EdgeOrigin, type EdgeRequest, type Headers, type OriginResult, plainHeaders } from '../message';
import { originHeaders, originQuery } from './origin-request';

/** What became of one attempt; `connected` tells whether the origin may have seen the request. */
type Attempt = OriginResult & { readonly connected: boolean };

/** Methods that CloudFront sends again when a connected origin does not answer in time. */
const REPEATED = ['GET', 'HEAD'];

/** How an origin is reached on this machine. */
export interface HttpOriginOptions {
  readonly properties: OriginProperties;
  readonly forwarding: Forwarding;
  /** Stands for the origin's domain and as much of its `OriginPath` as that address goes without. */
  readonly baseUrl: string;
  /** Headers of CloudFront's own signature, where it signs. */
  readonly signature?: Readonly<Record<string, string>>;
}

/** An origin that is served at another address on this machine. */
export function httpOrigin({ properties, forwarding, baseUrl, signature }: HttpOriginOptions): EdgeOrigin {
  const send = (request: EdgeRequest) =>
    attempt(`${baseUrl}${request.uri}${originQuery(request, forwarding)}`, request, properties, {
      ...originHeaders(request, forwarding, properties),
      ...plainHeaders(signature ?? {}),
    });
  return {
    send: async (request) => {
      let result = await send(request);
      for (let tries = 1; tries < properties.ConnectionAttempts && mayRepeat(result, request); tries += 1) {
        result = await send(request);
      }
      return result;
    },
  };
}

/**
 * A connection that was not made is tried again; an answer that did not come in time only for what is read
 * ("Origin response timeout", values that you specify).
 */
function mayRepeat(result: Attempt, { method }: EdgeRequest): boolean {
  if (result.kind === 'answered') return false;
  return !result.connected || (result.kind === 'timed_out' && REPEATED.includes(method));
}

function attempt(
  url: string,
  { method, body }: EdgeRequest,
  { ConnectionTimeout, CustomOriginConfig, S3OriginConfig }: OriginProperties,
  headers: Headers,
): Promise<Attempt> {
  return new Promise((resolve) => {
    const outgoing = httpRequest(url, { method, headers: headers as Record<string, string[]> });
    const state = { connected: false, timedOut: false };
    const giveUp = () => {
      state.timedOut = true;
      outgoing.destroy();
    };
    limitConnecting(outgoing, ConnectionTimeout * 1_000, giveUp, () => (state.connected = true));
    const { OriginReadTimeout = 30 } = CustomOriginConfig ?? S3OriginConfig ?? {};
    outgoing.setTimeout(OriginReadTimeout * 1_000, giveUp);
    const failed = () =>
      resolve({ kind: state.timedOut ? 'timed_out' : 'unreachable', connected: state.connected });
    outgoing.on('response', (answer) =>
      resolve({ kind: 'answered', connected: true, answer: answerOf(answer) }),
    );
    outgoing.on('error', failed);
    outgoing.on('close', failed);
    outgoing.end(body);
  });
}

function limitConnecting(
  outgoing: ClientRequest,
  limitMs: number,
  giveUp: () => void,
  onConnect: () => void,
): void {
  outgoing.on('socket', (socket) => {
    if (!socket.connecting) return onConnect();
    const timer = setTimeout(giveUp, limitMs);
    socket.once('connect', onConnect);
    for (const event of ['connect', 'error', 'close']) socket.once(event, () => clearTimeout(timer));
  });
}

/** Headers of the connection to the origin; the body's length is known to whoever sends it on. */
const OF_THE_CONNECTION = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade'];

function answerOf(answer: IncomingMessage): { status: number; headers: Headers; body: IncomingMessage } {
  const headers = Object.entries(answer.headersDistinct).filter(
    ([name]) => !OF_THE_CONNECTION.includes(name),
  );
  return {
    status: answer.statusCode ?? 502,
    headers: Object.fromEntries(headers) as Record<string, string[]>,
    body: answer,
  };
}
