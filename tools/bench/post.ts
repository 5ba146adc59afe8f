import * as http from 'node:http';

/** An answer; the body only of what is not a 201, to say why. */
export interface Answered {
  readonly status: number;
  readonly body: string;
}

/** Sends orders to one region with as little work of its own as node:http allows. */
export interface OrderSender {
  /** Rejects when the connection breaks. */
  post(idempotencyKey: string, body: string): Promise<Answered>;
  close(): void;
}

/** A sender over kept connections, at most `connections` at a time. */
export function createSender(api: URL, connections: number): OrderSender {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const { hostname: host, port } = api;
  return {
    post: (idempotencyKey, body) =>
      new Promise((resolve, reject) => {
        const headers = {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'idempotency-key': idempotencyKey,
        };
        const request = http.request({ agent, host, port, method: 'POST', path: '/v1/orders', headers });
        request.on('error', reject);
        request.on('response', (response) => read(response, resolve, reject));
        request.end(body);
      }),
    close: () => agent.destroy(),
  };
}

/** Nobody needs the body of a success; not even its bytes are kept. */
function read(
  response: http.IncomingMessage,
  resolve: (answer: Answered) => void,
  reject: (error: Error) => void,
): void {
  const status = response.statusCode ?? 0;
  let body = '';
  response.on('error', reject);
  if (status === 201) response.resume();
  else response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
  response.on('end', () => resolve({ status, body }));
}
