import { createHash, createHmac } from 'node:crypto';
import { LOCAL_OPERATOR } from '../../../../tools/client/credentials';
import { type RawRequest } from '../../../support/raw-http';

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();

const HOST = 'shop.example.com';

/** What a signature is made for and with. */
export interface Signing {
  readonly region: string;
  readonly service: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** In order, separated by semicolons. */
  readonly signedHeaders: string;
  /** Stands for the hash of the body. @default its SHA-256 */
  readonly payload?: string;
}

const SOUND: Signing = {
  region: 'us-east-1',
  service: 'execute-api',
  ...LOCAL_OPERATOR,
  signedHeaders: 'host;x-amz-date',
};

/**
 * Signs a request as an operator, its target as it is sent (the form of curl before 8.3, which the local gateway
 * takes as well): signers that prescribe a form refuse targets that are broken.
 */
export function signedByOperator(request: RawRequest, now: Date, odd: Partial<Signing> = {}): RawRequest {
  const signing = { ...SOUND, ...odd };
  const { region, service, accessKeyId, signedHeaders } = signing;
  const date = now.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const scope = `${date.slice(0, 8)}/${region}/${service}/aws4_request`;
  const headers = [...withHost(request.headers), ['x-amz-date', date] as const];
  const signature = signatureOf({ ...request, headers }, date, scope, signing);
  const credential = `Credential=${accessKeyId}/${scope}`;
  const authorization = `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
  return { ...request, headers: [['authorization', authorization], ...headers] };
}

const withHost = (headers: RawRequest['headers']): RawRequest['headers'] =>
  headers.some(([name]) => name.toLowerCase() === 'host') ? headers : [['host', HOST], ...headers];

function signatureOf(request: RawRequest, date: string, scope: string, signing: Signing): string {
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${signing.secretAccessKey}`);
  const text = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical(request, signing))].join('\n');
  return hmac(key, text).toString('hex');
}

function canonical(
  { method, target, headers, body }: RawRequest,
  { signedHeaders, payload }: Signing,
): string {
  const [path = '', ...query] = target.split('?');
  const values = (wanted: string) =>
    headers
      .filter(([name]) => name.toLowerCase() === wanted)
      .map(([, value]) => value.trim().replace(/ +/g, ' '))
      .join(',');
  const lines = signedHeaders.split(';').map((name) => `${name}:${values(name)}\n`);
  return [method, path, query.join('?'), lines.join(''), signedHeaders, payload ?? sha256(body)].join('\n');
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
