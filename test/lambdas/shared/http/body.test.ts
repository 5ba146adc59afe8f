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

it('refuses a body beyond 512 KiB with 413', () => {
  const body = JSON.stringify({ ...receipt, receiptId: 'x'.repeat(512 * 1024) });
  expect(refusal({ headers: { 'content-type': 'application/json' }, body })).toMatchObject({
    status: 413,
    body: { code: 'request_too_large' },
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
])('says where %j is broken', (body, message) => {
  const { status, body: problem } = refusal({ headers: { 'content-type': 'application/json' }, body });
  expect(status).toBe(400);
  expect(problem).toMatchObject({ code: 'invalid_request', errors: [{ path: 'body', message }] });
});
