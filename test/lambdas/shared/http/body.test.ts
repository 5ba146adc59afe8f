import { jsonBody } from '../../../../lambdas/shared/http/body';
import { callOf } from '../../../../lambdas/shared/http/call';
import { RequestRefused } from '../../../../lambdas/shared/http/problem';
import { receiptBody } from '../../../../lambdas/shared/schemas/receipt';
import { apiEvent, type CallOptions } from '../../support/events';

const readBody = (options: CallOptions) =>
  jsonBody(callOf(apiEvent('POST /v1/admin/stock/{sku}/receipts', options)), receiptBody);

function refusal(options: CallOptions): { status: number; body: unknown } {
  try {
    readBody(options);
  } catch (error) {
    if (error instanceof RequestRefused) return { status: error.answer.status, body: error.answer.body };
    throw error;
  }
  throw new Error('the body was taken');
}

const receipt = { receiptId: 'r-1', quantity: 5 };

it.each(['application/json', 'Application/JSON; charset=utf-8'])('takes %s', (type) => {
  const options = { headers: { 'CONTENT-TYPE': type }, body: JSON.stringify(receipt) };
  expect(readBody(options)).toEqual(receipt);
});

it('decodes base64', () => {
  expect(readBody({ body: receipt, base64: true })).toEqual(receipt);
});

it.each([['text/plain'], ['application/x-www-form-urlencoded'], ['']])('refuses %p with 415', (type) => {
  const { status, body } = refusal({ headers: { 'content-type': type }, body: JSON.stringify(receipt) });
  expect(status).toBe(415);
  expect(body).toEqual({
    type: 'about:blank',
    title: 'The content type of the request is not supported',
    status: 415,
    code: 'unsupported_media_type',
    detail: 'Content-Type must be application/json.',
  });
});

it.each([
  [{ 'content-type': 'application/json; charset=iso-8859-1' }, 'charset'],
  [{ 'content-type': 'application/json; charset="utf-16"' }, 'charset'],
  [{ 'content-type': 'application/json', 'content-encoding': 'gzip' }, 'Content-Encoding'],
])('refuses %j with 415', (headers, named) => {
  const { status, body } = refusal({ headers, body: JSON.stringify(receipt) });
  expect(status).toBe(415);
  expect(body).toMatchObject({ detail: expect.stringContaining(named) as string });
});

it('refuses a body beyond 512 KiB with 413', () => {
  const body = JSON.stringify({ ...receipt, receiptId: 'x'.repeat(512 * 1024) });
  expect(refusal({ headers: { 'content-type': 'application/json' }, body })).toMatchObject({
    status: 413,
    body: {
      code: 'request_too_large',
      detail: 'The body has 524317 characters; at most 524288 are taken.',
    },
  });
});

it.each([
  ['', 'found nothing; a body is required'],
  ['{"receiptId": "r-1", "quantity": }', 'the JSON is broken at line 1, column 34'],
  ['{"receiptId": "r-1",\n "quantity": 5', 'the JSON ends too early'],
  ['{"receiptId": "r-1",\n  quantity: 5}', 'the JSON is broken at line 2, column 3'],
  ['nonsense', 'the JSON is broken at line 1, column 2'],
  ['{"a": "b" "c"}', 'the JSON is broken at line 1, column 11'],
  ['{"a": 1} x', 'the JSON is broken at line 1, column 10'],
  ['{"a": "tab\there"}', 'the JSON is broken at line 1, column 11'],
  ['{"a": 1, "b": 2, "a": 3}', 'a name stands twice in an object, again at line 1, column 18'],
  ['{"a": {"x": [{}, 1]},\n "\\u0061": 3}', 'a name stands twice in an object, again at line 2, column 2'],
  ['[{"a": [{"b": 1, "b": 2}]}]', 'a name stands twice in an object, again at line 1, column 18'],
])('says where %j is broken', (body, message) => {
  const { status, body: problem } = refusal({ headers: { 'content-type': 'application/json' }, body });
  expect(status).toBe(400);
  expect(problem).toMatchObject({ code: 'invalid_request', errors: [{ path: 'body', message }] });
});

it('takes a name again in another object, and as a value', () => {
  const body =
    '{"receiptId": "quantity", "quantity": 5, "x": [{"x": "x"}, {"x": "{\\"x\\": 1, \\"x\\": 2}"}]}';
  expect(refusal({ headers: { 'content-type': 'application/json' }, body })).toMatchObject({
    body: { errors: [{ path: 'x', message: 'unknown field; leave it out' }] },
  });
});
