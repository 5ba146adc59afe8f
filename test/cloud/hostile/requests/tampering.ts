import * as fc from 'fast-check';
import { type RawRequest } from '../../../support/raw-http';
import { signedByOperator, type Signing } from './signing';

const INDEX = fc.nat(10_000);

const replaceAt = (text: string, index: number, character: string): string => {
  const place = index % Math.max(text.length, 1);
  return text.slice(0, place) + character + text.slice(place + 1);
};

/** The last character of 43 holds two bits that no byte has: other spellings of the same bytes. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Letters that look like others: Cyrillic, full width, and the alphabet of plain base64. */
const LOOKALIKES = [
  '\u0430',
  '\u0435',
  '\uff21',
  '\u00aa',
  '+',
  '/',
  '=',
  '%41',
  '.',
  '\u0000',
  ' ',
  ',',
  '"',
];

/** Heads are sent as Latin-1, so that what is beyond it has to be in UTF-8 before. */
const asSent = (text: string): string => Buffer.from(text).toString('latin1');

/** What somebody without the token of an order, or with one like it, could try; none of them is `token` itself. */
export const tamperedTokens = (token: string, others: readonly string[]): fc.Arbitrary<string> =>
  fc
    .oneof(
      fc.constantFrom(
        ...others,
        '',
        'null',
        'undefined',
        '__proto__',
        '*',
        '%',
        token.slice(0, -1),
        token.slice(1),
      ),
      fc.constantFrom(
        `${token}A`,
        `${token}=`,
        `${token}${token}`,
        `A${token}`,
        token.toLowerCase(),
        `${token}.`,
      ),
      fc.constantFrom(token.toUpperCase(), [...token].reverse().join(''), `v2.${token}`, `${token},${token}`),
      fc.constantFrom(`eyJhbGciOiJub25lIn0.${token}.`, Buffer.from(token, 'base64url').toString('hex')),
      fc.constantFrom(...ALPHABET).map((last) => replaceAt(token, token.length - 1, last)),
      fc.tuple(INDEX, fc.constantFrom(...ALPHABET)).map(([at, letter]) => replaceAt(token, at, letter)),
      fc.tuple(INDEX, fc.constantFrom(...LOOKALIKES)).map(([at, letter]) => replaceAt(token, at, letter)),
      fc
        .tuple(INDEX, fc.constantFrom(...others))
        .map(([at, other]) => token.slice(0, at % 43) + other.slice(at % 43)),
      fc.stringMatching(/^[A-Za-z0-9_-]{43}$/),
      fc.string({ maxLength: 60 }),
    )
    .map(asSent)
    .filter((text) => text.trim() !== token);

/** Signs so that the signature must not be taken. */
export type BadSignature = (request: RawRequest, now: Date) => RawRequest;

const MINUTE_MS = 60_000;

const odd =
  (signing: Partial<Signing>): BadSignature =>
  (request, now) =>
    signedByOperator(request, now, signing);

const withHeader = (request: RawRequest, name: string, change: (value: string) => string): RawRequest => ({
  ...request,
  headers: request.headers.map(([own, value]) => [own, own === name ? change(value) : value] as const),
});

const authorization = (change: (value: string) => string): BadSignature => {
  return (request, now) => withHeader(signedByOperator(request, now), 'authorization', change);
};

const afterwards = (change: (request: RawRequest) => RawRequest): BadSignature => {
  return (request, now) => change(signedByOperator(request, now));
};

const instead =
  (...headers: RawRequest['headers']): BadSignature =>
  (request) => ({ ...request, headers: [...request.headers, ...headers] });

/** The parameters of a presigned address; the local gateway takes signatures in headers only. */
const presigned: BadSignature = (request, now) => {
  const [, value = ''] = signedByOperator(request, now).headers[0] ?? [];
  const [, credential = '', signature = ''] = /Credential=([^,]+),.*Signature=(.+)$/.exec(value) ?? [];
  const query = `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${encodeURIComponent(credential)}`;
  const more = `&X-Amz-Expires=300&X-Amz-SignedHeaders=host&X-Amz-Signature=${signature}`;
  return {
    ...request,
    target: `${request.target}${request.target.includes('?') ? '&' : '?'}${query}${more}`,
  };
};

const SCHEMES: Readonly<Record<string, BadSignature>> = {
  'no signature': instead(),
  'half a signature': instead(['authorization', 'AWS4-HMAC-SHA256']),
  'a password': instead(['authorization', 'Basic bG9jYWwtb3BlcmF0b3I6bG9jYWwtb3BlcmF0b3I=']),
  'the key as a bearer token': instead(['authorization', 'Bearer local-operator']),
  'a presigned address': presigned,
  'another algorithm': authorization((value) => value.replace('SHA256', 'SHA1')),
  'no algorithm': authorization((value) => value.replace('AWS4-HMAC-SHA256', 'none')),
};

const SCOPES: Readonly<Record<string, BadSignature>> = {
  'another Region': odd({ region: 'us-west-2' }),
  'a Region in capitals': odd({ region: 'US-EAST-1' }),
  'no Region': odd({ region: '' }),
  'another service': odd({ service: 's3' }),
  'an unknown key': odd({ accessKeyId: '__proto__', secretAccessKey: 'local-operator' }),
  'an empty key': odd({ accessKeyId: '' }),
  'a wrong secret': odd({ secretAccessKey: 'local-operator ' }),
  'no secret': odd({ secretAccessKey: '' }),
  'a clock that is late': (request, now) =>
    signedByOperator(request, new Date(now.getTime() - 5.1 * MINUTE_MS)),
  'a clock that is early': (request, now) =>
    signedByOperator(request, new Date(now.getTime() + 10 * MINUTE_MS)),
  'the signature of yesterday': (request, now) =>
    signedByOperator(request, new Date(now.getTime() - 1_440 * MINUTE_MS)),
};

const CONTENTS: Readonly<Record<string, BadSignature>> = {
  'no signed headers': odd({ signedHeaders: '' }),
  'a host that is not signed': odd({ signedHeaders: 'x-amz-date' }),
  'a date that is not signed': odd({ signedHeaders: 'host' }),
  'a body that is not signed': odd({ payload: 'UNSIGNED-PAYLOAD' }),
  'a body signed in parts': odd({ payload: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' }),
  'a signature cut short': authorization((value) => value.slice(0, -1)),
  'no signature in it': authorization((value) => value.replace(/Signature=.*/, 'Signature=')),
  'a signature in capitals': authorization((value) =>
    value.replace(/[0-9a-f]{64}$/, (hex) => `${hex.toUpperCase()}A`),
  ),
  'a signature of zeros': authorization((value) => value.replace(/[0-9a-f]{64}$/, '0'.repeat(64))),
  'another date': afterwards((request) =>
    withHeader(request, 'x-amz-date', (date) => date.replace(/\dZ$/, (end) => (end === '0Z' ? '1Z' : '0Z'))),
  ),
  'another host': afterwards((request) => withHeader(request, 'host', () => 'evil.example')),
  'another method': afterwards((request) => ({
    ...request,
    method: request.method === 'GET' ? 'POST' : 'PUT',
    target: '/v1/admin/products/A',
  })),
  'a longer body': afterwards((request) => ({
    ...request,
    body: Buffer.concat([request.body, Buffer.from(' ')]),
  })),
  'another query': afterwards((request) => ({
    ...request,
    target: `${request.target}${request.target.includes('?') ? '&' : '?'}a=b`,
  })),
  'a header of AWS that is not signed': afterwards((request) => ({
    ...request,
    headers: [...request.headers, ['x-amz-security-token', 'a']],
  })),
};

/** Signatures that must not be taken, by what is wrong with them. */
export const BAD_SIGNATURES: Readonly<Record<string, BadSignature>> = { ...SCHEMES, ...SCOPES, ...CONTENTS };
