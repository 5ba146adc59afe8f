import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

/** One invocation as the Runtime API hands it out. */
export interface Invocation {
  readonly requestId: string;
  readonly functionArn: string;
  /** JSON text of the event. */
  readonly payload: string;
  /** Time-out of the function, counted from when the environment takes the invocation. */
  readonly timeoutMs: number;
}

/** What the runtime interface client says. */
export interface RuntimeEvents {
  /** The environment took the invocation; its time runs from now. */
  taken(invocation: Invocation): void;
  /** JSON text that the handler returned. */
  returned(requestId: string, body: string): void;
  failed(requestId: string, errorType: string, errorMessage: string): void;
  initFailed(errorType: string, errorMessage: string): void;
}

const PREFIX = '/2018-06-01/runtime';

/**
 * Lambda's Runtime API (version 2018-06-01) for one environment: the calls that
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html lists. Each environment has a server of
 * its own because the protocol tells environments apart by address only.
 */
export class RuntimeApi {
  private readonly server: Server;
  private waiting: ServerResponse | null = null;
  private offered: Invocation | null = null;

  constructor(private readonly events: RuntimeEvents) {
    this.server = createServer((request, response) => {
      this.route(request, response).catch(() => response.destroy());
    });
    // The client asks for the next invocation and then waits, for hours if need be.
    this.server.requestTimeout = 0;
    this.server.keepAliveTimeout = 0;
  }

  /** Starts listening; resolves with `host:port` for AWS_LAMBDA_RUNTIME_API. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Hands an invocation to the environment as soon as it asks for one. */
  offer(invocation: Invocation): void {
    this.offered = invocation;
    this.handOut();
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').replace(PREFIX, '');
    if (request.method === 'GET' && path === '/invocation/next') {
      this.waiting = response;
      return this.handOut();
    }
    const body = await readBody(request);
    response.writeHead(this.accept(path, body) ? 202 : 404).end();
  }

  private accept(path: string, body: string): boolean {
    if (path === '/init/error') {
      this.events.initFailed(...errorOf(body));
      return true;
    }
    const [, requestId, outcome] = /^\/invocation\/([^/]+)\/(response|error)$/.exec(path) ?? [];
    if (requestId === undefined) return false;
    if (outcome === 'response') this.events.returned(requestId, body);
    else this.events.failed(requestId, ...errorOf(body));
    return true;
  }

  private handOut(): void {
    const { waiting, offered } = this;
    if (waiting === null || offered === null) return;
    this.waiting = null;
    this.offered = null;
    this.events.taken(offered);
    waiting.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': offered.requestId,
      'lambda-runtime-deadline-ms': String(Date.now() + offered.timeoutMs),
      'lambda-runtime-invoked-function-arn': offered.functionArn,
    });
    waiting.end(offered.payload);
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function errorOf(body: string): [errorType: string, errorMessage: string] {
  const { errorType, errorMessage } = JSON.parse(body) as { errorType?: string; errorMessage?: string };
  return [errorType ?? 'Unhandled', errorMessage ?? ''];
}
