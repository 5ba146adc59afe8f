import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { curlCommand } from '../../../local/edge/docs/command';
import { type ApiDocument, readApiDocument, type Route, routesOf } from '../../../local/edge/docs/document';
import { typeName } from '../../../local/edge/docs/fields';
import { markdown } from '../../../local/edge/docs/html';
import { docsPage } from '../../../local/edge/docs/page';
import { readDistribution } from '../../../local/edge/distribution/read-distribution';
import { createEdge } from '../../../local/edge/edge';
import { ErrorCache } from '../../../local/edge/error-cache';
import { startHttpServer, type HttpServer } from '../../../local/http/server';
import { templateWith } from './distribution';

const FILE = join(__dirname, '..', '..', '..', 'openapi.yaml');
const ADDRESSES = {
  edgeUrl: 'http://127.0.0.1:4000',
  origins: [{ region: 'us-east-1', url: 'http://127.0.0.1:4001' }],
};

let document: ApiDocument;
let edge: HttpServer;

beforeAll(async () => {
  document = await readApiDocument(FILE);
  const nowhere = () => 'http://127.0.0.1:1';
  const distribution = readDistribution({
    template: templateWith(),
    addresses: { api: nowhere, customDomain: nowhere, aws: nowhere },
    stores: new Map(),
    onLine: () => undefined,
  });
  const handle = createEdge({
    distribution,
    webAcl: undefined,
    errors: new ErrorCache(distribution.errorSeconds, () => 0),
    origins: ADDRESSES.origins,
    control: async () => undefined,
    log: () => undefined,
  });
  edge = await startHttpServer({ port: 0, handle });
});

afterAll(() => edge.close());

const routeOf = (operationId: string): Route =>
  routesOf(document).find((route) => route.operationId === operationId) as Route;

describe('/docs', () => {
  it('shows every call and every code, with nothing that has to be loaded', async () => {
    const response = await fetch(`${edge.url}/docs`);
    const page = await response.text();

    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    for (const { operationId, summary } of routesOf(document)) {
      expect(page).toContain(`<article id="${operationId}">`);
      expect(page).toContain(summary);
    }
    for (const code of [
      'out_of_stock',
      'price_changed',
      'missing_authentication',
      'throttled',
      'report_not_found',
    ])
      expect(page).toContain(`<code>${code}</code>`);
    expect(page).not.toMatch(/<script|<link|<img|src=|href="http|@import|url\(/);
  });

  it('explains once what every call can answer', () => {
    const page = docsPage(document, ADDRESSES);
    expect(page.split('<code>throttled</code>')).toHaveLength(2);
    expect(page.split('<code>access_denied</code>')).toHaveLength(2);
  });

  it('shows what the document says as text, whatever it says', () => {
    const hostile = { ...document, info: { ...document.info, title: '<script>alert(1)</script>' } };
    expect(docsPage(hostile, ADDRESSES)).not.toContain('<script>');
    expect(markdown('**a** `<b>`\n\n& c')).toBe(
      '<p><strong>a</strong> <code>&lt;b&gt;</code></p>\n<p>&amp; c</p>',
    );
  });

  it.each([
    [{ type: 'integer', minimum: 1, maximum: 100_000 }, 'whole number, 1 to 100,000'],
    [{ type: 'integer', default: 20 }, 'whole number, <code>20</code> when left out'],
    [
      { type: 'string', maxLength: 5, pattern: '^<' },
      'string, at most 5 characters, <code class="pattern">^&lt;</code>',
    ],
    [{ type: 'string', format: 'email', pattern: 'long' }, 'e-mail address'],
    [{ type: 'array', items: { type: 'string' }, minItems: 1 }, 'list of strings, at least 1'],
    [{ type: 'string', enum: ['a', 'b'] }, '<code>a</code> or <code>b</code>'],
  ])('names the type %j', (schema, name) => {
    expect(typeName(document, schema)).toBe(name);
  });
});

describe('the command to try a call', () => {
  it('goes to the edge, with key, body and content type', () => {
    expect(curlCommand(routeOf('placeOrder'), ADDRESSES)).toMatch(
      /^curl -i -X POST 'http:\/\/127\.0\.0\.1:4000\/v1\/orders' \\\n {2}-H 'idempotency-key: [^']+' \\\n {2}-H 'content-type: application\/json' \\\n {2}-d '\{"lines":.*\}'$/,
    );
  });

  it('goes to a Region and is signed where that is needed', () => {
    expect(curlCommand(routeOf('listOwedOrders'), ADDRESSES)).toBe(
      "curl -i 'http://127.0.0.1:4001/v1/admin/orders?owed=true' \\\n" +
        '  --user local-operator:local-operator --aws-sigv4 aws:amz:us-east-1:execute-api',
    );
  });

  it('asks for the token of an order', () => {
    expect(curlCommand(routeOf('getOrder'), ADDRESSES)).toContain("-H 'authorization: Bearer <orderToken>'");
  });

  it('sends a file where the body is one', () => {
    expect(curlCommand(routeOf('importProducts'), ADDRESSES)).toContain('--data-binary @products.csv');
  });

  it('survives quotes in a shell', () => {
    const route = { ...routeOf('getProduct'), path: "/it's" };
    expect(curlCommand(route, ADDRESSES)).toBe(String.raw`curl -i 'http://127.0.0.1:4000/it'\''s'`);
  });
});

test('/openapi.yaml is the file', async () => {
  const response = await fetch(`${edge.url}/openapi.yaml`);
  expect(response.headers.get('content-type')).toContain('yaml');
  expect(await response.text()).toBe(readFileSync(FILE, 'utf8'));
});
