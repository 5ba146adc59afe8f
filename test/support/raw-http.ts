import { connect, type Socket } from 'node:net';

/** A request as it goes over the wire: nothing is normalized or corrected. */
export interface RawRequest {
  readonly method: string;
  /** Path and query, sent as they are. */
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  /** Of `host`, `content-length` and `connection`, which are added, those that are not. @default none */
  readonly leaveOut?: readonly string[];
}

/** An answer with lower-case header names. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Longer than any answer may take (API Gateway ends every call after 29 s). */
const TIMEOUT_MS = 30_000;

/**
 * Sends a request over a connection of its own. `fetch` and `node:http` would refuse or repair much of what a
 * hostile client sends: dot segments, control characters, wrong lengths.
 *
 * @throws when the connection ends without an answer, or none comes within 30 s
 */
export async function sendRaw(url: string, request: RawRequest): Promise<RawAnswer> {
  const { hostname, port, host } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error(`no answer within ${TIMEOUT_MS} ms`)));
  const answer = readAll(socket);
  socket.write(headOf(request, host), 'latin1');
  socket.write(request.body);
  return parseAnswer(await answer);
}

function headOf({ method, target, headers, body, leaveOut = [] }: RawRequest, host: string): string {
  const given = new Set([...headers.map(([name]) => name.toLowerCase()), ...leaveOut]);
  const own: (readonly [string, string])[] = [
    ['host', host],
    ['content-length', String(body.length)],
    ['connection', 'close'],
  ];
  const all = [...own.filter(([name]) => !given.has(name)), ...headers];
  return [`${method} ${target} HTTP/1.1`, ...all.map(([name, value]) => `${name}: ${value}`), '', ''].join(
    '\r\n',
  );
}

/**
 * A server that refuses a request may close while the rest of it is under way: what it had said still counts. One
 * that keeps the connection open is not waited for.
 */
function readAll(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    const end = () => resolve(Buffer.concat(chunks));
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      if (isComplete(Buffer.concat(chunks))) socket.destroy();
    });
    socket.on('end', end);
    socket.on('error', (error) => (chunks.length > 0 ? end() : reject(error)));
    socket.on('close', end);
  });
}

const HEAD_END = '\r\n\r\n';

/** 100 Continue, for example: the answer follows it. */
const INTERIM = /^HTTP\/1\.1 1\d\d [^]*?\r\n\r\n/;

function isComplete(bytes: Buffer): boolean {
  const text = bytes.toString('latin1').replace(INTERIM, '');
  const end = text.indexOf(HEAD_END);
  const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, Math.max(end, 0)))?.[1];
  return length !== undefined && text.length >= end + HEAD_END.length + Number(length);
}

function parseAnswer(bytes: Buffer): RawAnswer {
  const text = bytes.toString('latin1').replace(INTERIM, '');
  const end = text.indexOf(HEAD_END);
  const [statusLine = '', ...lines] = text.slice(0, Math.max(end, 0)).split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(statusLine)?.[1]);
  if (end === -1 || Number.isNaN(status)) throw new Error(`no HTTP answer, but ${bytes.length} bytes`);
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  ) as Record<string, string>;
  const body = Buffer.from(text.slice(end + HEAD_END.length), 'latin1').toString('utf8');
  return { status, headers, body };
}
