import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { IDLE_CONNECTION_MS } from '../http/server';
import { type AwsAnswer, type AwsCall, awsError, type AwsService } from './aws-call';

/** A service with a REST protocol; returns null for a path that is not its own. */
export type RestService = (request: RestRequest) => Promise<AwsAnswer> | null;

export interface RestRequest {
  readonly method: string;
  /** Path without the query, still percent-encoded. */
  readonly path: string;
  /** Without the question mark. */
  readonly query?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface EndpointOptions {
  /** Port on 127.0.0.1; 0 takes any free one. */
  readonly port: number;
  readonly region: string;
  /** While true, connections are dropped as those to a lost Region would be. */
  readonly isDown: () => boolean;
  /** The answer to a call that its caller may not make, or null if it may. */
  readonly refusal: (accessKey: string, request: RestRequest) => AwsAnswer | null;
  /** Called once a call took effect, before its answer leaves. `call` names it: operation, or method and path. */
  readonly afterCall: (accessKey: string, call: string) => void;
}

/**
 * The AWS endpoint of one region: what AWS_ENDPOINT_URL points the SDK and the CLI at. Services are told
 * apart by `X-Amz-Target` (JSON protocols) or by path (REST protocols).
 */
export class Endpoint {
  private readonly services = new Map<string, AwsService>();
  private readonly restServices: RestService[] = [];
  private readonly server: Server;

  constructor(private readonly options: EndpointOptions) {
    this.server = createServer((request, response) => {
      this.serve(request, response).catch((error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        send(response, awsError('InternalFailure', `the local cloud failed: ${message}`, 500));
      });
    });
    this.server.keepAliveTimeout = IDLE_CONNECTION_MS;
  }

  /** Address for AWS_ENDPOINT_URL; known once `listen` has resolved. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Starts to listen; until services are added every call is answered as unknown. */
  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject).listen(this.options.port, '127.0.0.1', resolve);
    });
  }

  /** Adds a service with a JSON protocol, by the prefix of its `X-Amz-Target`. */
  add(targetPrefix: string, service: AwsService): void {
    this.services.set(targetPrefix, service);
  }

  addRest(service: RestService): void {
    this.restServices.push(service);
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.options.isDown()) {
      request.socket.destroy();
      return;
    }
    const call = await readCall(request);
    const accessKey = accessKeyOf(call.headers.authorization);
    const refusal = this.options.refusal(accessKey, call);
    if (refusal !== null) return send(response, refusal);
    const answer = await this.answer(request, call);
    this.options.afterCall(accessKey, nameOf(call));
    send(response, answer);
  }

  private answer(request: IncomingMessage, call: RestRequest): Promise<AwsAnswer> {
    const { headers, body } = call;
    const [prefix = '', operation = ''] = (headers['x-amz-target'] ?? '').split('.');
    const service = this.services.get(prefix);
    if (service !== undefined) return service({ operation, body, headers });
    for (const rest of this.restServices) {
      const answer = rest(call);
      if (answer !== null) return answer;
    }
    return Promise.resolve(this.unknown(request, headers));
  }

  private unknown(
    { method, url }: IncomingMessage,
    { authorization, ...headers }: AwsCall['headers'],
  ): AwsAnswer {
    const [, service = 'unsigned'] =
      /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(authorization ?? '') ?? [];
    const what = headers['x-amz-target'] ?? `${method} ${url}`;
    const here = [...this.services.keys()].join(', ');
    const message = `The local cloud does not have this (service ${service}: ${what}); it has ${here}`;
    return awsError('UnknownOperationException', message, 404);
  }
}

function nameOf({ method, path, headers }: RestRequest): string {
  return headers['x-amz-target']?.split('.').at(-1) ?? `${method} ${path}`;
}

function accessKeyOf(authorization: string | undefined): string {
  return /Credential=([^/]+)\//.exec(authorization ?? '')?.[1] ?? '';
}

function send(response: ServerResponse, { status, headers, body }: AwsAnswer): void {
  response.writeHead(status, { ...headers, 'content-length': body.length });
  response.end(body);
}

async function readCall(request: IncomingMessage): Promise<RestRequest> {
  const body = await readBody(request);
  const [path = '/', query = ''] = (request.url ?? '/').split('?');
  const headers = request.headers as Record<string, string>;
  return { method: request.method ?? 'GET', path, query, headers, body };
}

function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.on('error', reject);
  });
}
