import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { once } from 'node:events';
import { connect } from 'node:net';
import { promisify } from 'node:util';
import { HEALTHY } from '../../../local/control/faults';
import { LOCAL_OPERATOR, startGateway } from '../../../local/gateway/start-gateway';
import { type HttpServer } from '../../../local/http/server';
import { type Faults, type RegionTemplate } from '../../../local/types';
import { sendRaw } from '../../support/raw-http';
import { resource } from '../iam/support';
import { TEMPLATE } from './template';

let faults: Faults;
let events: { requestContext: { identity: { userArn: string } } }[];
let server: HttpServer;

const start = (template: RegionTemplate) =>
  startGateway({
    port: 0,
    template,
    faults: { current: () => faults },
    log: () => undefined,
    invoke: (_arn, event) => {
      events.push(event as (typeof events)[0]);
      return Promise.resolve({ kind: 'returned', payload: { statusCode: 200, body: '{}' } });
    },
  });

beforeEach(async () => {
  faults = HEALTHY;
  events = [];
  server = await start(TEMPLATE);
});

afterEach(() => server.close());

async function signedImport(body: string): Promise<Response> {
  const url = new URL('/products:import', server.url);
  const signer = new SignatureV4({
    service: 'execute-api',
    region: 'us-east-1',
    credentials: LOCAL_OPERATOR,
    sha256: Sha256,
  });
  const { headers } = await signer.sign({
    method: 'POST',
    protocol: 'http:',
    hostname: url.hostname,
    path: url.pathname,
    headers: { host: url.host, 'content-type': 'application/x-ndjson' },
    body,
  });
  return fetch(url, { method: 'POST', headers, body });
}

it('lets a signed operator through and tells the function who it is', async () => {
  expect((await signedImport('{"sku":"a"}\n')).status).toBe(200);
  expect(events[0]?.requestContext.identity.userArn).toBe('arn:aws:iam::123456789012:user/local-operator');
});

it('throttles as many as the faults say', async () => {
  const statuses = async () => [(await signedImport('{}')).status, (await signedImport('{}')).status];
  faults = { ...HEALTHY, apiGateway: { throttleRate: 1 } };
  expect(await statuses()).toEqual([429, 429]);
  expect(events).toEqual([]);
  faults = HEALTHY;
  expect(await statuses()).toEqual([200, 200]);
});

it('refuses the unsigned', async () => {
  const response = await fetch(`${server.url}/products:import`, { method: 'POST', body: '{}' });

  expect(response.status).toBe(403);
  expect(await response.json()).toEqual({ code: 'missing_authentication' });
  expect(events).toEqual([]);
});

it('answers 413 to more than 10 MB', async () => {
  const response = await fetch(`${server.url}/products:import`, {
    method: 'POST',
    body: Buffer.alloc(10 * 1_024 * 1_024 + 1),
  });
  expect(response.status).toBe(413);
});

it.each([
  ['a head beyond 10,240 bytes', 431, 'GET', [['x-long', 'a'.repeat(10_240)]]],
  ['a head that is not read to its end', 431, 'GET', [['x-long', 'a'.repeat(70_000)]]],
  ['a method that is none', 400, 'FOO', []],
  ['a length that is none', 400, 'POST', [['content-length', 'x']]],
  ['a tunnel', 400, 'CONNECT', []],
  ['an expectation that is none', 417, 'GET', [['expect', 'the unexpected']]],
] as const)('answers %s as a refusal of its own', async (_, status, method, headers) => {
  const answer = await sendRaw(server.url, {
    method,
    target: '/products/A',
    headers: headers.map(([name, value]) => [name, value] as const),
    body: Buffer.alloc(0),
  });

  expect(answer.status).toBe(status);
  expect(JSON.parse(answer.body)).toEqual({ code: 'DEFAULT_4XX' });
  expect(events).toEqual([]);
});

it('reads on after it has refused, or a client that is still sending would never see the answer', async () => {
  const { hostname, port } = new URL(server.url);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  const answered = once(
    socket.on('data', () => undefined),
    'end',
  );
  socket.write('BREW /products/A HTTP/1.1\r\n\r\n');
  const sent = promisify((bytes: Buffer, done: (error?: Error | null) => void) => socket.write(bytes, done));

  await Promise.all([answered, sent(Buffer.alloc(10e6))]);
  socket.destroy();
});

it('refuses a request that names no host', async () => {
  const request = { method: 'GET', target: '/products/A', headers: [], body: Buffer.alloc(0) };
  const answer = await sendRaw(server.url, { ...request, leaveOut: ['host'] });

  expect(answer).toMatchObject({ status: 400, body: '{"code":"DEFAULT_4XX"}' });
  expect(events).toEqual([]);
});

it.each(['__proto__', 'constructor', 'toString'])(
  'hands a header and a parameter by the name of %s on like any other',
  async (name) => {
    const { status } = await sendRaw(server.url, {
      method: 'GET',
      target: `/products/A?${name}=1&${name}=2`,
      headers: [[name, 'x']],
      body: Buffer.alloc(0),
    });

    expect(status).toBe(200);
    const { headers, multiValueQueryStringParameters } = events[0] as unknown as Record<string, object>;
    expect(Object.entries(headers ?? {})).toContainEqual([name, 'x']);
    expect(Object.entries(multiValueQueryStringParameters ?? {})).toEqual([[name, ['1', '2']]]);
  },
);

describe('a web ACL', () => {
  const byteMatch = (SearchString: string, FieldToMatch: object) => ({
    ByteMatchStatement: {
      FieldToMatch,
      SearchString,
      PositionalConstraint: 'CONTAINS',
      TextTransformations: [{ Priority: 0, Type: 'NONE' }],
    },
  });
  const custom = { ResponseCode: 429, ResponseHeaders: [{ Name: 'retry-after', Value: '60' }] };
  const Rules = [
    {
      Name: 'limited',
      Priority: 0,
      Action: { Block: { CustomResponse: custom } },
      Statement: byteMatch('/prod/products/LIMITED', { UriPath: {} }),
    },
    {
      Name: 'closed',
      Priority: 1,
      Action: { Block: {} },
      Statement: byteMatch('secret', { SingleHeader: { Name: 'X-Closed' } }),
    },
  ];
  const acl = { Name: 'acl', DefaultAction: { Allow: {} }, Rules };

  beforeEach(async () => {
    await server.close();
    const { ref = '' } = TEMPLATE.resources.find(({ type }) => type === 'AWS::ApiGateway::RestApi') ?? {};
    const ResourceArn = `arn:aws:apigateway:us-east-1::/restapis/${ref}/stages/prod`;
    const guards = [
      resource('AWS::WAFv2::WebACL', 'Acl', acl, { arn: 'arn:acl' }),
      resource('AWS::WAFv2::WebACLAssociation', 'Guard', { ResourceArn, WebACLArn: 'arn:acl' }),
    ];
    server = await start({ ...TEMPLATE, resources: [...TEMPLATE.resources, ...guards] });
  });

  it('answers what it blocks, as its rule says or as the gateway does', async () => {
    const limited = await fetch(`${server.url}/products/LIMITED`);
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '60']);

    const closed = await fetch(`${server.url}/products/A`, { headers: { 'x-closed': 'secret' } });
    expect(closed.status).toBe(403);
    expect(events).toEqual([]);

    expect((await fetch(`${server.url}/products/A`)).status).toBe(200);
  });
});

it('tells functions the address that a caller plays, and nothing of how', async () => {
  await fetch(`${server.url}/products/A`, { headers: { 'x-local-client-ip': '203.0.113.9' } });

  const [event] = events as unknown as { headers: object; requestContext: { identity: object } }[];
  expect(event?.requestContext.identity).toMatchObject({ sourceIp: '203.0.113.9' });
  expect(Object.keys(event?.headers ?? {})).not.toContain('x-local-client-ip');
});

it('drops connections while the region is down, and answers again afterwards', async () => {
  faults = { ...HEALTHY, regions: { 'us-east-1': 'down' } };
  await expect(fetch(`${server.url}/products/A`)).rejects.toThrow();

  faults = HEALTHY;
  expect((await fetch(`${server.url}/products/A`)).status).toBe(200);
});
