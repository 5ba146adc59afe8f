import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { headerValue, headerValues, type GatewayRequest } from './request';

/*
 * Verification of AWS Signature Version 4 in the Authorization header, by computing the signature anew:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */

const ALGORITHM = 'AWS4-HMAC-SHA256';
/** AWS refuses a request whose date is further away than this. */
const MAX_SKEW_MS = 5 * 60 * 1_000;

/** Someone who may call, by access key. */
export interface Operator {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What a signature has to be made for. */
export interface SignatureScope {
  readonly region: string;
  readonly service: string;
  readonly operators: readonly Operator[];
  readonly now: Date;
}

/** The gateway response that a failed check leads to, with AWS's words. */
export type SignatureCheck =
  | { readonly kind: 'valid'; readonly accessKeyId: string }
  | {
      readonly kind: 'refused';
      readonly type: 'MISSING_AUTHENTICATION_TOKEN' | 'INVALID_SIGNATURE' | 'ACCESS_DENIED';
      readonly message: string;
    };

interface Authorization {
  readonly accessKeyId: string;
  /** `YYYYMMDD/region/service/aws4_request`. */
  readonly scope: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();

function parseAuthorization(header: string): Authorization | undefined {
  const field = (name: string) => new RegExp(`${name}=([^,\\s]+)`).exec(header)?.[1];
  const [accessKeyId, ...scope] = field('Credential')?.split('/') ?? [];
  const signedHeaders = field('SignedHeaders')?.split(';');
  const signature = field('Signature');
  if (!accessKeyId || scope.length !== 4 || signedHeaders === undefined || signature === undefined) {
    return undefined;
  }
  return { accessKeyId, scope: scope.join('/'), signedHeaders, signature };
}

/** RFC 3986: everything but unreserved characters is encoded, which encodeURIComponent does not quite do. */
function uriEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Every service but S3: redundant segments go, and the path as sent is encoded once more. */
function canonicalPath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  const trailing = segments.length > 0 && path.endsWith('/') ? '/' : '';
  return `/${segments.map(uriEncode).join('/')}${trailing}`;
}

/** By name, then by value, in code point order; both are ASCII once encoded. */
function inOrder([name, value]: readonly string[], [otherName, otherValue]: readonly string[]): number {
  const [left = '', right = ''] = name === otherName ? [value, otherValue] : [name, otherName];
  return left === right ? 0 : left < right ? -1 : 1;
}

function canonicalQuery(query: string): string {
  return [...new URLSearchParams(query)]
    .map(([name, value]) => [uriEncode(name), uriEncode(value)])
    .sort(inOrder)
    .map((pair) => pair.join('='))
    .join('&');
}

/** Path and query in the form that goes into the signature. */
interface Target {
  readonly path: string;
  readonly query: string;
}

function canonicalRequest(request: GatewayRequest, signedHeaders: readonly string[], target: Target): string {
  const headers = signedHeaders.map((name) => {
    const values = headerValues(request, name).map((value) => value.trim().replace(/ +/g, ' '));
    return `${name}:${values.join(',')}\n`;
  });
  return [
    request.method,
    target.path,
    target.query,
    headers.join(''),
    signedHeaders.join(';'),
    sha256(request.body),
  ].join('\n');
}

function signatureOf(canonical: string, secret: string, timestamp: string, scope: string): string {
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secret}`);
  return hmac(key, [ALGORITHM, timestamp, scope, sha256(canonical)].join('\n')).toString('hex');
}

function sameText(left: string, right: string): boolean {
  return timingSafeEqual(
    createHash('sha256').update(left).digest(),
    createHash('sha256').update(right).digest(),
  );
}

/**
 * Whether the signature was made for this very request. Besides the form that AWS prescribes, the target as
 * sent will do: curl before 8.3, which many systems have, signs that. The two differ only for characters that
 * the form encodes, such as the colon of `products:import`, and for parameters that are not in order.
 */
function matches(request: GatewayRequest, given: Authorization, secret: string, timestamp: string): boolean {
  const prescribed = { path: canonicalPath(request.path), query: canonicalQuery(request.query) };
  return [prescribed, request].some((target) => {
    const canonical = canonicalRequest(request, given.signedHeaders, target);
    return sameText(signatureOf(canonical, secret, timestamp, given.scope), given.signature);
  });
}

/** Milliseconds since 1970 of `YYYYMMDDTHHMMSSZ`; NaN for anything else. */
function parseTimestamp(timestamp: string): number {
  return Date.parse(timestamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

function refuse(type: Extract<SignatureCheck, { kind: 'refused' }>['type'], message: string): SignatureCheck {
  return { kind: 'refused', type, message };
}

/** AWS wants the host and every `x-amz-` header that is sent among the signed ones. */
function unsignedHeader(request: GatewayRequest, given: Authorization): string | undefined {
  const sent = request.headers.map(([name]) => name.toLowerCase());
  return ['host', ...sent.filter((name) => name.startsWith('x-amz-'))].find(
    (name) => !given.signedHeaders.includes(name),
  );
}

function checkScope(
  given: Authorization,
  timestamp: string,
  expected: SignatureScope,
): SignatureCheck | undefined {
  const scope = `${timestamp.slice(0, 8)}/${expected.region}/${expected.service}/aws4_request`;
  if (given.scope !== scope) {
    return refuse('INVALID_SIGNATURE', `Credential should be scoped to ${scope}, not ${given.scope}.`);
  }
  return checkAge(timestamp, expected.now);
}

/**
 * A stale signature is an invalid one, not an expired token, which a session's credentials have
 * (https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden, "Authentication token expired").
 */
function checkAge(timestamp: string, now: Date): SignatureCheck | undefined {
  const age = now.getTime() - parseTimestamp(timestamp);
  if (Math.abs(age) <= MAX_SKEW_MS) return undefined;
  const limit = toTimestamp(new Date(now.getTime() - Math.sign(age) * MAX_SKEW_MS));
  return refuse(
    'INVALID_SIGNATURE',
    age > 0
      ? `Signature expired: ${timestamp} is now earlier than ${limit} (${toTimestamp(now)} - 5 min.)`
      : `Signature not yet current: ${timestamp} is still later than ${limit} (${toTimestamp(now)} + 5 min.)`,
  );
}

/** `YYYYMMDDTHHMMSSZ`. */
function toTimestamp(date: Date): string {
  return date.toISOString().replace(/[-:]|\.\d{3}/g, '');
}

/** Checks who signed a request, and that nothing in it has changed since. */
export function checkSignature(request: GatewayRequest, expected: SignatureScope): SignatureCheck {
  const authorization = headerValue(request, 'authorization');
  if (authorization === undefined) {
    return refuse('MISSING_AUTHENTICATION_TOKEN', 'Missing Authentication Token');
  }
  const given = authorization.startsWith(`${ALGORITHM} `) ? parseAuthorization(authorization) : undefined;
  const timestamp = headerValue(request, 'x-amz-date') ?? '';
  if (given === undefined || Number.isNaN(parseTimestamp(timestamp))) {
    const message = `Authorization must be '${ALGORITHM} Credential=…, SignedHeaders=…, Signature=…' with X-Amz-Date.`;
    return refuse('INVALID_SIGNATURE', message);
  }
  const operator = expected.operators.find((one) => one.accessKeyId === given.accessKeyId);
  if (operator === undefined || headerValue(request, 'x-amz-security-token') !== undefined) {
    return refuse('ACCESS_DENIED', 'The security token included in the request is invalid.');
  }
  const unsigned = unsignedHeader(request, given);
  if (unsigned !== undefined) {
    return refuse('INVALID_SIGNATURE', `'${unsigned}' must be a 'SignedHeader' in the AWS Authorization.`);
  }
  const outOfScope = checkScope(given, timestamp, expected);
  if (outOfScope !== undefined) return outOfScope;
  if (matches(request, given, operator.secretAccessKey, timestamp)) {
    return { kind: 'valid', accessKeyId: operator.accessKeyId };
  }
  const message =
    'The request signature we calculated does not match the signature you provided. ' +
    'Check your AWS Secret Access Key and signing method.';
  return refuse('INVALID_SIGNATURE', message);
}
