import { BUCKETS, CONFIG, IMPATIENT } from './distribution';
import { type Behaviour, RunningEdge } from './running-edge';

let world: RunningEdge;
beforeEach(() => {
  world = new RunningEdge();
});
afterEach(() => world.close());

interface Answer {
  readonly region: string;
  readonly headers: Readonly<Record<string, string>>;
}
const answerOf = async (response: Response) => (await response.json()) as Answer;

describe('the API', () => {
  it('is asked where the function says, without the stage, and as the policies have it', async () => {
    const url = await world.start();
    const headers = { 'x-forwarded-for': '198.51.100.7', cookie: 'a=1', 'x-local-client-ip': '203.0.113.9' };
    const response = await fetch(`${url}/v1/products?q=a%20b&q=c`, { headers });
    const answer = await answerOf(response);

    expect(world.seen).toEqual(['us-east-1 GET /v1/products?q=a%20b&q=c']);
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
    const url = await world.start();
    world.pick('api-us-west-2');
    expect((await answerOf(await fetch(`${url}/v1/orders`, { method: 'POST', body: '{}' }))).region).toBe(
      'us-west-2',
    );
  });

  it.each<Behaviour>(['breaks', 'fails', 'hangs'])(
    'is read at the other region of a group when the first one %s',
    async (behaviour) => {
      const url = await world.start(behaviour === 'hangs' ? IMPATIENT : CONFIG);
      world.pick('group');
      world.behaviours = { 'us-east-1': behaviour };

      expect((await answerOf(await fetch(`${url}/v1/products`))).region).toBe('us-west-2');
    },
  );

  it('is never written to twice', async () => {
    const url = await world.start();
    world.pick('group');
    world.behaviours = { 'us-east-1': 'breaks' };
    const response = await fetch(`${url}/v1/orders`, { method: 'POST', body: '{}' });

    expect(response.status).toBe(502);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('x-region')).toBe('edge');
    expect(response.headers.get('x-request-id')).toBeTruthy();
    expect(await response.json()).toMatchObject({ status: 502, code: 'unavailable' });
    expect(world.seen).toEqual(['us-east-1 POST /v1/orders']);
  });

  it('that does not answer in time is 504', async () => {
    const url = await world.start(IMPATIENT);
    world.behaviours = { 'us-east-1': 'hangs' };
    expect((await fetch(`${url}/v1/orders`, { method: 'POST', body: '{}' })).status).toBe(504);
    expect(world.seen).toHaveLength(1);
  });

  it('takes no more than the gateways do', async () => {
    const body = Buffer.alloc(10 * 1_024 * 1_024 + 1);
    expect((await fetch(`${await world.start()}/v1/orders`, { method: 'POST', body })).status).toBe(413);
  });
});

describe('a function', () => {
  it('answers by itself', async () => {
    const response = await fetch(`${await world.start()}/v1/refused`);
    expect(response.status).toBe(403);
    expect(response.headers.get('x-region')).toBe('edge');
    expect(await response.text()).toBe('no');
    expect(world.seen).toEqual([]);
  });

  it('that throws is 503, and the terminal says why', async () => {
    const response = await fetch(`${await world.start()}/v1/broken`);
    expect(response.status).toBe(503);
    expect(world.logged).toEqual(['the CloudFront function route failed {"error":"broken"}']);
  });

  it('that a fault breaks is 503 for everybody, until it heals', async () => {
    const url = await world.start();
    world.failing = true;
    expect((await fetch(`${url}/v1/products`)).status).toBe(503);
    expect(world.seen).toEqual([]);
    world.failing = false;
    expect((await fetch(`${url}/v1/products`)).status).toBe(200);
    expect(world.answered).toEqual([503, 200]);
  });

  it('that picks an origin that there is not is 503', async () => {
    world.pick('api-eu-west-1');
    expect((await fetch(`${await world.start()}/v1/products`)).status).toBe(503);
    expect(world.logged[0]).toMatch(/no origin api-eu-west-1/);
  });

  it('sees the event that CloudFront documents', async () => {
    const headers = { 'x-local-client-ip': '203.0.113.9', cookie: 'a=1; b=2' };
    const response = await fetch(`${await world.start()}/v1/event?a=1&a=2&b`, { headers });

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
    const url = await world.start();
    await fetch(`${url}/v1/calls`);
    expect(await (await fetch(`${url}/v1/calls`)).text()).toBe('1');
  });
});

describe('the storefront', () => {
  beforeEach(() => {
    for (const name of BUCKETS) world.put(name, 'index.html', `<title>${name}</title>`);
  });

  it('is read from the first bucket, with the headers of the policy', async () => {
    const response = await fetch(`${await world.start()}/products/cup`);

    expect(await response.text()).toBe('<title>site-east</title>');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/html',
      'content-security-policy': "default-src 'none'",
      'strict-transport-security': 'max-age=60; includeSubDomains',
      'cache-control': 'no-store',
    });
  });

  it('is not sent again to who has it', async () => {
    const url = await world.start();
    const etag = (await fetch(url)).headers.get('etag') ?? '';
    const response = await fetch(url, { headers: { 'if-none-match': etag } });
    expect(response.status).toBe(304);
  });

  it('is read from the second bucket when the first one’s region is gone, or lacks the file', async () => {
    const url = await world.start();
    world.down = ['us-east-1'];
    expect(await (await fetch(url)).text()).toBe('<title>site-west</title>');

    world.down = [];
    world.objects.delete(BUCKETS[0], 'index.html');
    expect(await (await fetch(url)).text()).toBe('<title>site-west</title>');
  });

  it('answers for a missing file as S3 does to who may not list', async () => {
    const response = await fetch(`${await world.start()}/assets/none.js`);
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('<Code>AccessDenied</Code>');
  });

  it('is only read', async () => {
    expect((await fetch(await world.start(), { method: 'POST', body: 'x' })).status).toBe(403);
  });

  it('has a page, and no problem, for people when both regions are gone', async () => {
    world.down = ['us-east-1', 'us-west-2'];
    const response = await fetch(await world.start());
    expect(response.status).toBe(502);
    expect(response.headers.get('content-type')).toContain('text/html');
  });
});

describe('the local cloud’s own', () => {
  it.each(['/_local/state', '/%5flocal/state', '/x/../_local/state'])(
    'control API is at %s',
    async (path) => {
      const url = await world.start();
      expect(((await (await fetch(`${url}${path}`)).json()) as { control: string }).control).toContain(
        'local/state',
      );
    },
  );

  it('documentation is at /openapi.yaml', async () => {
    const response = await fetch(`${await world.start()}/openapi.yaml`);
    expect(response.headers.get('content-type')).toContain('yaml');
  });
});
