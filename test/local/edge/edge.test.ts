import { DatabaseSync } from 'node:sqlite';
import { readDistribution } from '../../../local/edge/distribution/read-distribution';
import { createEdge } from '../../../local/edge/edge';
import { ErrorCache } from '../../../local/edge/error-cache';
import { Endpoint } from '../../../local/endpoint/endpoint';
import { sendJson } from '../../../local/http/problem';
import { startHttpServer, type HttpServer, type RequestHandler } from '../../../local/http/server';
import { KeyValueStore } from '../../../local/keyvaluestore/key-value-store';
import { ObjectStore } from '../../../local/s3/object-store';
import { s3 } from '../../../local/s3/s3';
import { resource } from '../iam/support';
import { BUCKETS, CONFIG, STORE_ARN, templateWith } from './distribution';

type Behaviour = 'answers' | 'breaks' | 'fails' | 'hangs';

let servers: { close(): Promise<void> }[];
let seen: string[];
let behaviours: Record<string, Behaviour>;
let down: string[];
let objects: ObjectStore;
let store: KeyValueStore;
let logged: string[];
let nowMs: number;
let config: object;

beforeEach(() => {
  servers = [];
  seen = [];
  behaviours = {};
  down = [];
  logged = [];
  nowMs = 0;
  config = CONFIG;
  objects = new ObjectStore(new DatabaseSync(':memory:'));
  store = new KeyValueStore(STORE_ARN, 'routing', { pick: 'api-us-east-1' }, new Date(0));
});

afterEach(() => Promise.all(servers.map((server) => server.close())));

async function serve(handle: RequestHandler): Promise<string> {
  const server: HttpServer = await startHttpServer({ port: 0, handle });
  servers.push(server);
  return server.url;
}

/** A region's API that tells who it is and what it was sent, or does worse. */
const api = (region: string): Promise<string> =>
  serve(async (request, response) => {
    seen.push(`${region} ${request.method} ${request.url}`);
    const behaviour = behaviours[region] ?? 'answers';
    if (behaviour === 'breaks') response.destroy();
    if (behaviour === 'fails') sendJson(response, 503, { region });
    if (behaviour === 'answers') sendJson(response, 200, { region, headers: request.headers });
  });

const READ = {
  Effect: 'Allow',
  Principal: { Service: 'cloudfront.amazonaws.com' },
  Action: 's3:GetObject',
  Condition: { ArnLike: { 'AWS:SourceArn': 'arn:shop*' } },
};

/** S3 of a region with one bucket, which CloudFront may read. */
async function bucket(region: string, name: string): Promise<string> {
  const template = templateWith(
    CONFIG,
    resource('AWS::S3::Bucket', name, {}),
    resource('AWS::S3::BucketPolicy', `${name}-policy`, {
      PolicyDocument: { Statement: [{ ...READ, Resource: `arn:aws:s3:::${name}/*` }] },
    }),
  );
  const endpoint = new Endpoint({
    port: 0,
    region,
    isDown: () => down.includes(region),
    refusal: () => null,
    afterCall: () => undefined,
  });
  endpoint.addRest(s3({ template, objects, mayList: () => true, now: () => new Date(0) }));
  await endpoint.listen();
  servers.push(endpoint);
  return endpoint.url;
}

async function edge(): Promise<string> {
  const apis: Record<string, string> = {
    'us-east-1': await api('us-east-1'),
    'us-west-2': await api('us-west-2'),
  };
  const endpoints: Record<string, string> = {
    'us-east-1': await bucket('us-east-1', BUCKETS[0]),
    'us-west-2': await bucket('us-west-2', BUCKETS[1]),
  };
  const distribution = readDistribution({
    template: templateWith(config),
    addresses: {
      api: ({ region }) => apis[region],
      customDomain: () => undefined,
      aws: (region) => endpoints[region],
    },
    stores: new Map([[STORE_ARN, store]]),
    onLine: () => undefined,
  });
  return serve(
    createEdge({
      distribution,
      webAcl: undefined,
      errors: new ErrorCache(distribution.errorSeconds, () => nowMs),
      origins: [],
      log: (message, detail) => logged.push(`${message} ${JSON.stringify(detail)}`),
      control: async (request, response) => sendJson(response, 200, { control: request.url }),
    }),
  );
}

const pick = (value: string) => store.change(store.etag, { puts: { pick: value }, deletes: [] }, new Date(0));
const put = (name: string, key: string, body: string) =>
  objects.put(name, key, { body: Buffer.from(body), contentType: 'text/html', at: '2026-01-01T00:00:00Z' });

interface Answer {
  readonly region: string;
  readonly headers: Readonly<Record<string, string>>;
}
const answerOf = async (response: Response) => (await response.json()) as Answer;

describe('the API', () => {
  it('is asked where the function says, without the stage, and as the policies have it', async () => {
    const url = await edge();
    const headers = { 'x-forwarded-for': '198.51.100.7', cookie: 'a=1', 'x-local-client-ip': '203.0.113.9' };
    const response = await fetch(`${url}/v1/products?q=a%20b&q=c`, { headers });
    const answer = await answerOf(response);

    expect(seen).toEqual(['us-east-1 GET /v1/products?q=a%20b&q=c']);
    expect(answer.headers).toMatchObject({
      'x-forwarded-for': '198.51.100.7, 203.0.113.9',
      'x-edge': 'secret',
      'x-shopper-id': 'ann',
      cookie: 'a=1',
    });
    expect(answer.headers['host']).not.toBe(new URL(url).host);
    expect(answer.headers['x-local-client-ip']).toBeUndefined();
    expect(response.headers.get('x-cache')).toBe('Miss from cloudfront');
  });

  it('is asked elsewhere as soon as the routing says so', async () => {
    const url = await edge();
    pick('api-us-west-2');
    expect((await answerOf(await fetch(`${url}/v1/orders`, { method: 'POST', body: '{}' }))).region).toBe(
      'us-west-2',
    );
  });

  it.each<Behaviour>(['breaks', 'fails', 'hangs'])(
    'is read at the other region of a group when the first one %s',
    async (behaviour) => {
      const url = await edge();
      pick('group');
      behaviours = { 'us-east-1': behaviour };

      expect((await answerOf(await fetch(`${url}/v1/products`))).region).toBe('us-west-2');
    },
  );

  it('is never written to twice', async () => {
    const url = await edge();
    pick('group');
    behaviours = { 'us-east-1': 'breaks' };
    const response = await fetch(`${url}/v1/orders`, { method: 'POST', body: '{}' });

    expect(response.status).toBe(502);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('x-region')).toBe('edge');
    expect(response.headers.get('x-request-id')).toBeTruthy();
    expect(await response.json()).toMatchObject({ status: 502, code: 'unavailable' });
    expect(seen).toEqual(['us-east-1 POST /v1/orders']);
  });

  it('that does not answer in time is 504', async () => {
    const url = await edge();
    behaviours = { 'us-east-1': 'hangs' };
    expect((await fetch(`${url}/v1/orders`, { method: 'POST', body: '{}' })).status).toBe(504);
    expect(seen).toHaveLength(1);
  });

  it('takes no more than the gateways do', async () => {
    const body = Buffer.alloc(10 * 1_024 * 1_024 + 1);
    expect((await fetch(`${await edge()}/v1/orders`, { method: 'POST', body })).status).toBe(413);
  });
});

describe('an error', () => {
  const get = async (url: string, path = '/v1/products', init: RequestInit = {}) =>
    (await fetch(`${url}${path}`, init)).status;
  const withErrors = (status: number, seconds: number) => {
    config = {
      ...CONFIG,
      CustomErrorResponses: [{ ErrorCode: status, ErrorCachingMinTTL: seconds }],
    };
  };

  it('is kept for 10 s, for everybody who asks for the path, wherever the function sends them', async () => {
    const url = await edge();
    behaviours = { 'us-east-1': 'fails' };
    expect(await get(url)).toBe(503);
    pick('api-us-west-2');
    nowMs = 9_999;

    const headers = { 'x-shopper-id': 'ben', authorization: 'Bearer t', cookie: 'a=2' };
    const response = await fetch(`${url}/v1/products?q=other`, { headers });
    expect(response.status).toBe(503);
    expect(response.headers.get('x-cache')).toBe('Error from cloudfront');
    expect(await response.json()).toEqual({ region: 'us-east-1' });
    expect(await get(url, '/v1/products', { method: 'HEAD' })).toBe(503);
    expect(seen).toHaveLength(1);

    expect(await get(url, '/v1/products/CUP')).toBe(200);
    expect(await get(url, '/v1/products', { method: 'POST', body: '{}' })).toBe(200);
    nowMs = 10_000;
    expect(await get(url)).toBe(200);
  });

  it('of the edge itself is kept as well: nobody answered', async () => {
    const url = await edge();
    behaviours = { 'us-east-1': 'breaks' };
    expect(await get(url)).toBe(502);
    pick('api-us-west-2');
    expect(await get(url)).toBe(502);
  });

  it('is not kept where the distribution says so, and as long as it says', async () => {
    withErrors(503, 0);
    const url = await edge();
    behaviours = { 'us-east-1': 'fails' };
    expect(await get(url)).toBe(503);
    pick('api-us-west-2');
    expect(await get(url)).toBe(200);
  });

  it('that only a write met is kept for nobody', async () => {
    const url = await edge();
    behaviours = { 'us-east-1': 'fails' };
    expect(await get(url, '/v1/products', { method: 'POST', body: '{}' })).toBe(503);
    behaviours = {};
    expect(await get(url)).toBe(200);
  });

  it('that a function or the web ACL made is never kept', async () => {
    const url = await edge();
    expect(await get(url, '/v1/broken')).toBe(503);
    expect(await get(url, '/v1/broken')).toBe(503);
    expect(logged).toHaveLength(2);
  });
});

describe('a function', () => {
  it('answers by itself', async () => {
    const response = await fetch(`${await edge()}/v1/refused`);
    expect(response.status).toBe(403);
    expect(response.headers.get('x-region')).toBe('edge');
    expect(await response.text()).toBe('no');
    expect(seen).toEqual([]);
  });

  it('that throws is 503, and the terminal says why', async () => {
    const response = await fetch(`${await edge()}/v1/broken`);
    expect(response.status).toBe(503);
    expect(logged).toEqual(['the CloudFront function route failed {"error":"broken"}']);
  });

  it('that picks an origin that there is not is 503', async () => {
    pick('api-eu-west-1');
    expect((await fetch(`${await edge()}/v1/products`)).status).toBe(503);
    expect(logged[0]).toMatch(/no origin api-eu-west-1/);
  });

  it('sees the event that CloudFront documents', async () => {
    const headers = { 'x-local-client-ip': '203.0.113.9', cookie: 'a=1; b=2' };
    const response = await fetch(`${await edge()}/v1/event?a=1&a=2&b`, { headers });

    expect(await response.json()).toMatchObject({
      version: '1.0',
      context: { distributionId: 'shop', eventType: 'viewer-request' },
      viewer: { ip: '203.0.113.9' },
      request: {
        method: 'GET',
        uri: '/v1/event',
        querystring: {
          a: { value: '1', multiValue: [{ value: '1' }, { value: '2' }] },
          b: { value: '' },
        },
        headers: { accept: { value: '*/*' } },
        cookies: { a: { value: '1' }, b: { value: '2' } },
      },
    });
  });

  it('keeps nothing from one request to the next', async () => {
    const url = await edge();
    await fetch(`${url}/v1/calls`);
    expect(await (await fetch(`${url}/v1/calls`)).text()).toBe('1');
  });
});

describe('the storefront', () => {
  beforeEach(() => {
    for (const name of BUCKETS) put(name, 'index.html', `<title>${name}</title>`);
  });

  it('is read from the first bucket, with the headers of the policy', async () => {
    const response = await fetch(`${await edge()}/products/cup`);

    expect(await response.text()).toBe('<title>site-east</title>');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/html',
      'content-security-policy': "default-src 'none'",
      'strict-transport-security': 'max-age=60; includeSubDomains',
      'cache-control': 'no-store',
    });
  });

  it('is not sent again to who has it', async () => {
    const url = await edge();
    const etag = (await fetch(url)).headers.get('etag') ?? '';
    const response = await fetch(url, { headers: { 'if-none-match': etag } });
    expect(response.status).toBe(304);
  });

  it('is read from the second bucket when the first one’s region is gone, or lacks the file', async () => {
    const url = await edge();
    down = ['us-east-1'];
    expect(await (await fetch(url)).text()).toBe('<title>site-west</title>');

    down = [];
    objects.delete(BUCKETS[0], 'index.html');
    expect(await (await fetch(url)).text()).toBe('<title>site-west</title>');
  });

  it('answers for a missing file as S3 does to who may not list', async () => {
    const response = await fetch(`${await edge()}/assets/none.js`);
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('<Code>AccessDenied</Code>');
  });

  it('is only read', async () => {
    expect((await fetch(await edge(), { method: 'POST', body: 'x' })).status).toBe(403);
  });

  it('has a page, and no problem, for people when both regions are gone', async () => {
    down = ['us-east-1', 'us-west-2'];
    const response = await fetch(await edge());
    expect(response.status).toBe(502);
    expect(response.headers.get('content-type')).toContain('text/html');
  });
});

describe('the local cloud’s own', () => {
  it.each(['/_local/state', '/%5flocal/state', '/x/../_local/state'])(
    'control API is at %s',
    async (path) => {
      const url = await edge();
      expect(((await (await fetch(`${url}${path}`)).json()) as { control: string }).control).toContain(
        'local/state',
      );
    },
  );

  it('documentation is at /openapi.yaml', async () => {
    const response = await fetch(`${await edge()}/openapi.yaml`);
    expect(response.headers.get('content-type')).toContain('yaml');
  });
});
