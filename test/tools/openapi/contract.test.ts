import { Contract, ContractBroken, holdToContract, type SeenAnswer } from '../../support/contract/contract';
import { readDocument } from '../../support/contract/document';

const contract = new Contract(readDocument());

const HEADERS = { 'x-request-id': 'r-1', 'x-region': 'us-east-1', 'cache-control': 'no-store' };

/** An answer that the document allows, with changes. */
function stockAnswer(body: object, changes: Partial<SeenAnswer> = {}): SeenAnswer {
  const levels = { sku: 'MUG', received: 2, withdrawn: 0, available: 2, held: 0, sold: 0, buckets: [] };
  return {
    method: 'GET',
    path: '/v1/admin/stock/MUG?a=b',
    status: 200,
    headers: { ...HEADERS, 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...levels, ...body }),
    ...changes,
  };
}

function problemAnswer(status: number, body: object, headers: Record<string, string> = {}): SeenAnswer {
  return {
    method: 'POST',
    path: '/v1/orders',
    status,
    headers: { ...HEADERS, 'content-type': 'application/problem+json', ...headers },
    body: JSON.stringify({ type: 'about:blank', title: 'A title', status, ...body }),
  };
}

const SHORT = { code: 'out_of_stock', lines: [{ sku: 'MUG', requested: 2, available: 1 }], mayReturn: false };

const NO_HTTP = '{"type":"about:blank","title":"The request was refused","code":"bad_request"}';

test.each([
  ['a documented answer', stockAnswer({})],
  ['a problem', problemAnswer(409, SHORT)],
  ['a header that is a number', problemAnswer(503, { code: 'busy' }, { 'retry-after': '1' })],
  ['what is no HTTP', { ...problemAnswer(431, { code: 'bad_request' }), body: NO_HTTP }],
  ['what is no route', problemAnswer(403, { code: 'missing_authentication' })],
])('allows %s', (what, answer) => {
  const path = what === 'what is no route' ? '/v1/orders/' : answer.path;
  expect(contract.differences({ ...answer, path })).toEqual([]);
});

test.each<[string, SeenAnswer, string]>([
  ['an unknown status', stockAnswer({}, { status: 204 }), 'status 204 is not documented; 200, 400, 403'],
  ['an extra member', stockAnswer({ colour: 'red' }), 'body: has the member "colour"'],
  ['a missing member', stockAnswer({ sold: undefined }), 'body: lacks the member "sold"'],
  ['a wrong type', stockAnswer({ sold: '1' }), 'body/sold: must be integer'],
  [
    'an extra member deep inside',
    stockAnswer({ buckets: [{ bucket: 0, available: 1, journal: 0, owner: 'x' }] }),
    'body/buckets/0: has the member "owner"',
  ],
  ['a body that is not JSON', stockAnswer({}, { body: '<html>' }), 'the body is not JSON'],
  [
    'another content type',
    stockAnswer({}, { headers: { ...HEADERS, 'content-type': 'text/html' } }),
    'content-type text/html is not documented; application/json is',
  ],
  [
    'a missing header',
    stockAnswer({}, { headers: { 'content-type': 'application/json', ...HEADERS, 'x-region': '' } }),
    'header x-region: "" must match pattern',
  ],
  [
    'a stray header of the contract',
    stockAnswer({}, { headers: { 'content-type': 'application/json', ...HEADERS, 'retry-after': '1' } }),
    'header retry-after is not documented for this status',
  ],
  ['a missing Retry-After', problemAnswer(503, { code: 'busy' }), 'header Retry-After is missing'],
  [
    'a Retry-After that is no number',
    problemAnswer(503, { code: 'busy' }, { 'retry-after': 'soon' }),
    'header Retry-After: "soon" must be integer',
  ],
  [
    'a code of another status',
    problemAnswer(409, { code: 'busy' }),
    'code busy is not documented for this status; out_of_stock, coupon_used, price_changed are',
  ],
  ['an extra member of a problem', problemAnswer(409, { ...SHORT, sold: 1 }), 'body: has the member "sold"'],
  [
    'a method that is not there',
    { ...stockAnswer({}), method: 'DELETE' },
    'status 200 is not documented; 403, 413, 4XX are',
  ],
])('tells %s', (_, answer, difference) => {
  expect(contract.differences(answer)).toEqual([expect.stringContaining(difference)]);
});

test('a test fails with the call, what differs, and the body', () => {
  expect(() => holdToContract(stockAnswer({ colour: 'red' }))).toThrow(ContractBroken);
  expect(() => holdToContract(stockAnswer({ colour: 'red' }))).toThrow(
    /GET \/v1\/admin\/stock\/MUG\?a=b answered 200, which differs from openapi.yaml:\n- body: has the member "colour".*\n\{"sku"/,
  );
});
