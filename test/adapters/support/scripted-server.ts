import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo } from 'node:net';

/** A request as the scripted server received it. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** One scripted answer: JSON, raw text, a broken connection, or silence. */
export type Script =
  | { readonly status: number; readonly json: unknown; readonly headers?: Record<string, string> }
  | { readonly status: number; readonly text: string }
  | 'break'
  | 'silence';

/** A server on the loopback address that answers what it is told, in order. */
export interface ScriptedServer {
  readonly url: string;
  readonly received: Received[];
  readonly script: Script[];
  /** Resolves when the next request has come. */
  arrival(): Promise<void>;
  close(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

export async function startScriptedServer(): Promise<ScriptedServer> {
  const received: Received[] = [];
  const script: Script[] = [];
  const arrivals = new EventEmitter();
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      received.push({
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body,
      });
      arrivals.emit('arrival');
      const next = script.shift() ?? 'break';
      if (next === 'silence') return;
      if (next === 'break') response.destroy();
      else if ('text' in next) response.writeHead(next.status).end(next.text);
      else
        response
          .writeHead(next.status, { 'content-type': 'application/json', ...next.headers })
          .end(JSON.stringify(next.json));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    script,
    arrival: async () => void (await once(arrivals, 'arrival')),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
