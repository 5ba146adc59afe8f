import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Socket } from 'node:net';
import {
  type HttpAnswer,
  malformedOf,
  type Malformed,
  NO_HTTP,
  plainProblem,
  UNEXPECTED,
  writeAnswer,
} from './malformed';

export { type Malformed } from './malformed';

/** Everything local listens here only: nothing of the local cloud is reachable from another machine. */
export const LOOPBACK = '127.0.0.1';

/** Beyond this not even a refusal reads on; API Gateway's own limit of 10,240 bytes is checked where it applies. */
const MAX_HEAD_BYTES = 64 * 1_024;

/**
 * How long a connection without a request is kept: longer than any client does, Node's `fetch` for ten minutes at most
 * (undici, `keepAliveMaxTimeout`). Who closes first may close while a request is on its way, which then fails.
 */
export const IDLE_CONNECTION_MS = 15 * 60_000;

/** Answers one request; a rejection is a bug and is answered with a plain 500. */
export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface HttpServer {
  /** For example `http://127.0.0.1:4001`. */
  readonly url: string;
  /** Stops listening and drops every connection, requests under way included. */
  close(): Promise<void>;
}

export interface HttpServerOptions {
  /** 0 lets the system choose. */
  readonly port: number;
  readonly handle: RequestHandler;
  /**
   * What is answered to bytes that are no HTTP request; `undefined` ends the connection without an answer.
   * @default a problem that says so
   */
  readonly refuse?: (malformed: Malformed) => HttpAnswer | undefined;
  /** Called for a new connection before any request is read; `refuse` drops it without an answer. */
  readonly admit?: () => 'accept' | 'refuse';
}

function answerBug(response: ServerResponse, error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response
    .writeHead(500, { 'content-type': 'text/plain' })
    .end('The local cloud failed; see its terminal.\n');
}

/** RFC 9112, section 3.2. */
const lacksHost = ({ httpVersion, headers }: IncomingMessage): boolean =>
  httpVersion !== '1.0' && headers.host === undefined;

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/**
 * Serves HTTP on the loopback address.
 *
 * @throws the listen error of Node (`EADDRINUSE` when the port is taken)
 */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const sockets = new Set<Socket>();
  const settings = {
    keepAliveTimeout: IDLE_CONNECTION_MS,
    maxHeaderSize: MAX_HEAD_BYTES,
    requireHostHeader: false,
  };
  const server = createServer(settings, (request, response) => {
    if (lacksHost(request)) return refuse(request.resume().socket, NO_HTTP);
    options.handle(request, response).catch((error: unknown) => answerBug(response, error));
  });
  const refuse = (socket: Socket, malformed: Malformed | undefined) =>
    writeAnswer(socket, malformed && (options.refuse ?? plainProblem)(malformed));
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) =>
    refuse(socket, malformedOf(error.code)),
  );
  // Node would close the connection without an answer, and answer the other one without a body.
  server.on('connect', (_request, socket: Socket) => refuse(socket, NO_HTTP));
  server.on('checkExpectation', (request: IncomingMessage) => refuse(request.resume().socket, UNEXPECTED));
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    if (options.admit?.() === 'refuse') socket.destroy();
  });
  const port = await listen(server, options.port);
  return {
    url: `http://${LOOPBACK}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
