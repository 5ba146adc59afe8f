import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { LOCAL_OPERATOR } from '../../../tools/client/credentials';
import { type RawRequest } from '../../support/raw-http';
import { bare, bytesOf, type Attack, type Row, type Target } from './attack';

const UNAUTHORIZED = {
  status: 401,
  code: 'unauthorized',
  detail: 'Send the orderToken of the order as "Authorization: Bearer <orderToken>".',
};
const NOT_FOUND = { status: 404, code: 'order_not_found' };

const withAuthorization = (value: (target: Target) => string, id?: (target: Target) => string): Attack => {
  return (target) => ({
    method: 'GET',
    target: `/v1/orders/${id?.(target) ?? target.orderId}`,
    headers: [['authorization', value(target)]],
    body: Buffer.alloc(0),
  });
};
const bearer = ({ orderToken }: Target) => `Bearer ${orderToken}`;

/** Orders that a caller may not see. */
export const TOKENS: readonly Row[] = [
  ['no token', (target) => bare('GET', `/v1/orders/${target.orderId}`)(target), UNAUTHORIZED],
  ['a password', withAuthorization(() => 'Basic YWRhOnNlY3JldA=='), UNAUTHORIZED],
  ['a token without a scheme', withAuthorization(({ orderToken }) => orderToken), UNAUTHORIZED],
  ['an empty token', withAuthorization(() => 'Bearer '), UNAUTHORIZED],
  ['a token with a space', withAuthorization((target) => `${bearer(target)} x`), UNAUTHORIZED],
  ['a token of 600 characters', withAuthorization(() => `Bearer ${'a'.repeat(600)}`), UNAUTHORIZED],
  ['a made-up token', withAuthorization(() => `Bearer ${'a'.repeat(43)}`), NOT_FOUND],
  ['a token cut short', withAuthorization((target) => bearer(target).slice(0, -1)), NOT_FOUND],
  ['the token of another order', withAuthorization(bearer, ({ otherOrderId }) => otherOrderId), NOT_FOUND],
  ['an order that is none', withAuthorization(bearer, () => `ord_${'0'.repeat(32)}`), NOT_FOUND],
  ['an order id that is none', withAuthorization(bearer, () => 'x'), NOT_FOUND],
  ['an order id from elsewhere', withAuthorization(bearer, () => '..%2Forders'), NOT_FOUND],
];

/** How a signed call differs from a sound one. */
interface Signing {
  readonly region?: string;
  readonly service?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Minutes by which the signer's clock is wrong. */
  readonly clock?: number;
  readonly method?: string;
  readonly path?: string;
  readonly body?: string;
  readonly type?: string;
  /** What somebody on the way makes of the signed request. */
  readonly tamper?: (request: RawRequest) => RawRequest;
}

const DEFAULTS = { region: 'us-east-1', service: 'execute-api', credentials: LOCAL_OPERATOR };

/** A call of an operator, signed for the address that it is sent to. */
export function signed(signing: (target: Target) => Signing): Attack {
  return async (target) => {
    const {
      clock = 0,
      method = 'GET',
      path = '/v1/admin/audit/x',
      body = '',
      tamper,
      ...rest
    } = {
      ...DEFAULTS,
      ...signing(target),
    };
    const signer = new SignatureV4({ ...rest, sha256: Sha256 });
    const { pathname, searchParams } = new URL(path, 'http://host');
    const request = await signer.sign(
      {
        method,
        protocol: 'http:',
        hostname: 'shop.example.com',
        path: pathname,
        query: Object.fromEntries(searchParams),
        headers: { host: 'shop.example.com', ...(rest.type ? { 'content-type': rest.type } : {}) },
        body,
      },
      { signingDate: new Date(Date.now() + clock * 60_000) },
    );
    const sent = { method, target: path, headers: Object.entries(request.headers), body: bytesOf(body) };
    return tamper ? tamper(sent) : sent;
  };
}

const invalidSignature = (detail: unknown) => ({ status: 403, code: 'invalid_signature', detail });
const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);

const MISMATCH = invalidSignature(
  'The request signature we calculated does not match the signature you provided. ' +
    'Check your AWS Secret Access Key and signing method.',
);
const MISSING = {
  status: 403,
  code: 'missing_authentication',
  detail: 'Check method and path; calls under /v1/admin need AWS Signature Version 4 for execute-api.',
};
const INCOMPLETE = invalidSignature(
  "Authorization must be 'AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…' with X-Amz-Date.",
);
const scopedTo = (given: string) =>
  invalidSignature(
    matching(
      new RegExp(
        `^Credential should be scoped to \\d{8}/us-east-1/execute-api/aws4_request, not \\d{8}/${given}/aws4_request\\.$`,
      ),
    ),
  );

const receipt = (target: Target) => ({
  method: 'POST',
  path: `/v1/admin/stock/${target.sku}/receipts`,
  body: '{"receiptId":"hostile","quantity":1}',
  type: 'application/json',
});

const withHeader = (request: RawRequest, name: string, value: string): RawRequest => ({
  ...request,
  headers: [...request.headers.filter(([key]) => key !== name), [name, value]],
});

/** Calls of operators that nobody, or somebody else, has signed. */
export const SIGNATURES: readonly Row[] = [
  ['no signature', bare('GET', '/v1/admin/orders?owed=true'), MISSING],
  [
    'no signature under a receipt',
    signed((target) => ({
      ...receipt(target),
      tamper: (request) => ({
        ...request,
        headers: request.headers.filter(([name]) => name !== 'authorization'),
      }),
    })),
    MISSING,
  ],
  ['a bearer token', bare('GET', '/v1/admin/audit', [['authorization', 'Bearer x']]), INCOMPLETE],
  [
    'half a signature',
    bare('GET', '/v1/admin/audit', [['authorization', 'AWS4-HMAC-SHA256 Credential=a']]),
    INCOMPLETE,
  ],
  [
    'no date',
    signed(() => ({
      tamper: (request) => ({
        ...request,
        headers: request.headers.filter(([name]) => name !== 'x-amz-date'),
      }),
    })),
    INCOMPLETE,
  ],
  [
    'a date that is none',
    signed(() => ({ tamper: (request) => withHeader(request, 'x-amz-date', 'today') })),
    INCOMPLETE,
  ],
  [
    'an unknown access key',
    signed(() => ({ credentials: { accessKeyId: 'AKIAGUESSED', secretAccessKey: 'local-operator' } })),
    { status: 403, code: 'access_denied', detail: 'The security token included in the request is invalid.' },
  ],
  [
    'a wrong secret',
    signed(() => ({ credentials: { ...LOCAL_OPERATOR, secretAccessKey: 'guessed' } })),
    MISMATCH,
  ],
  [
    'a clock that is six minutes late',
    signed(() => ({ clock: -6 })),
    invalidSignature(matching(/^Signature expired: \d{8}T\d{6}Z is now earlier than .* - 5 min\.\)$/)),
  ],
  [
    'a clock that is six minutes early',
    signed(() => ({ clock: 6 })),
    invalidSignature(
      matching(/^Signature not yet current: \d{8}T\d{6}Z is still later than .* \+ 5 min\.\)$/),
    ),
  ],
  [
    'a signature for the other Region',
    signed(() => ({ region: 'us-west-2' })),
    scopedTo('us-west-2/execute-api'),
  ],
  ['a signature for another service', signed(() => ({ service: 'lambda' })), scopedTo('us-east-1/lambda')],
  [
    'another body than was signed',
    signed((target) => ({
      ...receipt(target),
      tamper: (request) => ({ ...request, body: Buffer.from('{"receiptId":"hostile","quantity":9}') }),
    })),
    MISMATCH,
  ],
  [
    'another path than was signed',
    signed(({ sku }) => ({ tamper: (request) => ({ ...request, target: `/v1/admin/stock/${sku}` }) })),
    MISMATCH,
  ],
  [
    'another method than was signed',
    signed((target) => ({
      ...receipt(target),
      method: 'PUT',
      tamper: (request) => ({ ...request, method: 'POST' }),
    })),
    MISMATCH,
  ],
  [
    'a query that was not signed',
    signed(() => ({ tamper: (request) => ({ ...request, target: `${request.target}?all=true` }) })),
    MISMATCH,
  ],
  [
    'a header that was not signed',
    signed(() => ({ tamper: (request) => withHeader(request, 'x-amz-target', 'x') })),
    invalidSignature("'x-amz-target' must be a 'SignedHeader' in the AWS Authorization."),
  ],
];
