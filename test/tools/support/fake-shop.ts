import * as http from 'node:http';
import { type AddressInfo } from 'node:net';
import { handle, newShopState, type Reply, type ShopRequest, type ShopState } from './fake-shop-routes';

/**
 * What an interceptor does to a request: answer it, cut the connection before or after it took effect, or
 * stay silent.
 */
export type Interception = Reply | 'cut_before' | 'cut_after' | 'silence' | undefined;

/** A shop of two regions on loopback that keeps one state, with a control API. */
export interface FakeShop {
  readonly regions: readonly [URL, URL];
  readonly control: URL;
  readonly state: ShopState;
  /** Every request that came in, in order. */
  readonly requests: ShopRequest[];
  /** Set it to make the shop misbehave; called for every request. */
  intercept: (request: ShopRequest) => Interception;
  close(): Promise<void>;
}

/** Starts the fake on free ports of 127.0.0.1. */
export async function startFakeShop(): Promise<FakeShop> {
  const state = newShopState();
  const requests: ShopRequest[] = [];
  const servers = ['us-east-1', 'us-west-2', 'control'].map((region) =>
    http.createServer((incoming, outgoing) => {
      void readBody(incoming).then((body) => {
        const request = toRequest(region, incoming, body);
        requests.push(request);
        answer(shop, request, outgoing);
      });
    }),
  );
  const [east, west, control] = await Promise.all(servers.map(listen));
  if (!east || !west || !control) throw new Error('three servers were started');
  const shop: FakeShop = {
    regions: [east, west],
    control,
    state,
    requests,
    intercept: () => undefined,
    close: async () => void (await Promise.all(servers.map(close))),
  };
  return shop;
}

function answer(shop: FakeShop, request: ShopRequest, outgoing: http.ServerResponse): void {
  const interception = shop.intercept(request);
  if (interception === 'silence') return;
  if (interception === 'cut_before') return void outgoing.destroy();
  if (typeof interception === 'object') return reply(outgoing, interception);
  const result = handle(shop.state, request);
  if (interception === 'cut_after') return void outgoing.destroy();
  reply(outgoing, result);
}

function reply(outgoing: http.ServerResponse, { status, headers = {}, body }: Reply): void {
  outgoing.writeHead(status, { 'content-type': 'application/json', ...headers });
  outgoing.end(JSON.stringify(body));
}

function toRequest(region: string, incoming: http.IncomingMessage, body: string): ShopRequest {
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
  );
  return { region, method: incoming.method ?? '', path: incoming.url ?? '', headers, body };
}

async function readBody(incoming: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function listen(server: http.Server): Promise<URL> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve(new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
    });
  });
}

function close(server: http.Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => void server.close(() => resolve()));
}
