import { createHash, createHmac } from 'node:crypto';
import { LOCAL_OPERATOR } from '../../../../tools/client/credentials';
import { type RawRequest } from '../../../support/raw-http';

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();

const REGION = 'us-east-1';
const HOST = 'shop.example.com';

/**
 * Signs a request as an operator, its target as it is sent (the form of curl before 8.3, which the local gateway
 * takes as well): signers that prescribe a form refuse targets that are broken.
 */
export function signedByOperator(request: RawRequest, now: Date): RawRequest {
  const date = now.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const scope = `${date.slice(0, 8)}/${REGION}/execute-api/aws4_request`;
  const headers = [...withHost(request.headers), ['x-amz-date', date] as const];
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${LOCAL_OPERATOR.secretAccessKey}`);
  const text = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical({ ...request, headers }))].join('\n');
  const credential = `Credential=${LOCAL_OPERATOR.accessKeyId}/${scope}`;
  const signature = `Signature=${hmac(key, text).toString('hex')}`;
  const authorization = `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host;x-amz-date, ${signature}`;
  return { ...request, headers: [['authorization', authorization], ...headers] };
}

const withHost = (headers: RawRequest['headers']): RawRequest['headers'] =>
  headers.some(([name]) => name.toLowerCase() === 'host') ? headers : [['host', HOST], ...headers];

function canonical({ method, target, headers, body }: RawRequest): string {
  const [path = '', ...query] = target.split('?');
  const values = (wanted: string) =>
    headers
      .filter(([name]) => name.toLowerCase() === wanted)
      .map(([, value]) => value.trim().replace(/ +/g, ' '))
      .join(',');
  const lines = ['host', 'x-amz-date'].map((name) => `${name}:${values(name)}\n`).join('');
  return [method, path, query.join('?'), lines, 'host;x-amz-date', sha256(body)].join('\n');
}

/** The signing secret of the local payment simulator's webhooks. */
const WEBHOOK_SECRET = 'whsec_local';

/** Signs a request as the payment provider does. */
export function signedByProvider(request: RawRequest, now: Date): RawRequest {
  const timestamp = Math.floor(now.getTime() / 1_000);
  const mac = createHmac('sha256', WEBHOOK_SECRET).update(`${timestamp}.`).update(request.body).digest('hex');
  const isSignature = ([name]: readonly [string, string]) => name.toLowerCase() === 'stripe-signature';
  const others = request.headers.filter((header) => !isSignature(header));
  return { ...request, headers: [...others, ['stripe-signature', `t=${timestamp},v1=${mac}`]] };
}
