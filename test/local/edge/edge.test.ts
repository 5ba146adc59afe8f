import { createEdge } from '../../../local/edge/edge';
import { HEALTHY } from '../../../local/control/faults';
import { startHttpServer, type HttpServer, type RequestHandler } from '../../../local/http/server';
import { sendJson } from '../../../local/http/problem';
import { type Faults } from '../../../local/types';

let faults: Faults;
let servers: HttpServer[];
let seen: string[];

beforeEach(() => {
  faults = HEALTHY;
  servers = [];
  seen = [];
});

afterEach(() => Promise.all(servers.map((server) => server.close())));

async function serve(handle: RequestHandler): Promise<string> {
  const server = await startHttpServer({ port: 0, handle });
  servers.push(server);
  return server.url;
}

/** A region's API that tells who it is, or that breaks the connection instead. */
function api(region: string, behaviour: 'answers' | 'breaks' = 'answers'): Promise<string> {
  return serve(async (request, response) => {
    seen.push(`${region} ${request.method} ${request.url}`);
    if (behaviour === 'breaks') response.destroy();
    else sendJson(response, 200, { region, forwardedFor: request.headers['x-forwarded-for'] });
  });
}

async function edge(east: string, west: string): Promise<string> {
  return serve(
    createEdge({
      origins: [
        { region: 'us-east-1', url: east },
        { region: 'us-west-2', url: west },
      ],
      faults: { current: () => faults },
      control: async (request, response) => sendJson(response, 200, { control: request.url }),
    }),
  );
}

async function usualEdge(): Promise<string> {
  return edge(await api('us-east-1'), await api('us-west-2'));
}

const regionOf = async (response: Response) => ((await response.json()) as { region: string }).region;

describe('the shop', () => {
  it('is served by the first region, with the client named', async () => {
    const response = await fetch(`${await usualEdge()}/v1/products?limit=1`);

    expect(await response.json()).toEqual({ region: 'us-east-1', forwardedFor: '127.0.0.1' });
    expect(seen).toEqual(['us-east-1 GET /v1/products?limit=1']);
  });

  it.each(['down', 'isolated'] as const)('is served by the next while the first is %s', async (status) => {
    const url = await usualEdge();
    faults = { ...HEALTHY, regions: { 'us-east-1': status } };

    expect(await regionOf(await fetch(`${url}/health`))).toBe('us-west-2');
  });

  it('is served by the next when nothing listens at the first', async () => {
    const url = await edge('http://127.0.0.1:1', await api('us-west-2'));

    expect(await regionOf(await fetch(`${url}/v1/orders`, { method: 'POST', body: '{}' }))).toBe('us-west-2');
  });

  it('is asked again elsewhere after a broken connection only when that is harmless', async () => {
    const url = await edge(await api('us-east-1', 'breaks'), await api('us-west-2'));

    expect(await regionOf(await fetch(`${url}/v1/products`))).toBe('us-west-2');
    const headers = { 'idempotency-key': 'k1' };
    expect(await regionOf(await fetch(`${url}/v1/orders`, { method: 'POST', headers, body: '{}' }))).toBe(
      'us-west-2',
    );
    expect((await fetch(`${url}/v1/orders`, { method: 'POST', body: '{}' })).status).toBe(503);
  });

  it('says so when no region is up', async () => {
    const url = await usualEdge();
    faults = { ...HEALTHY, regions: { 'us-east-1': 'down', 'us-west-2': 'down' } };
    const response = await fetch(`${url}/v1/products`);

    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(response.headers.get('content-type')).toBe('application/problem+json');
  });

  it('takes no more than the gateways do', async () => {
    const body = Buffer.alloc(10 * 1_024 * 1_024 + 1);
    expect((await fetch(`${await usualEdge()}/v1/orders`, { method: 'POST', body })).status).toBe(413);
  });
});

describe('administration', () => {
  it.each([
    '/v1/admin',
    '/v1/admin/audit',
    '/v1/%61dmin/audit',
    '/v1/x/%2e%2e/admin/audit',
    '/v1//admin/audit',
  ])('is refused at %s', async (path) => {
    const response = await fetch(`${await usualEdge()}${path}`);

    expect(response.status).toBe(403);
    expect(seen).toEqual([]);
  });
});

describe('everything else', () => {
  it('goes to the control API below /_local', async () => {
    const response = await fetch(`${await usualEdge()}/_local/state`);
    expect(await response.json()).toEqual({ control: '/_local/state' });
  });

  it('is a page of links at the root, and nothing elsewhere', async () => {
    const url = await usualEdge();
    const page = await fetch(url);

    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).toContain('/_local/state');
    expect((await fetch(`${url}/elsewhere`)).status).toBe(404);
  });
});
