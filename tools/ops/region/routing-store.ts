import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4a } from '@smithy/signature-v4a';
import { parseRouting, type Routing } from '../../../lambdas/domain/routing/routing';
import { type Credentials } from '../../client/credentials';
import { type HttpOutcome, type HttpTransport } from '../../client/http';
import { type Reply } from '../message-queue';
import { type RoutingStoreAddress } from './addresses';

/** What reading the store takes. */
export interface StoreAccess {
  readonly transport: HttpTransport;
  /** On AWS of session tokens only those of version 2: from a Regional endpoint of STS. */
  readonly credentials: Credentials;
  readonly now: Date;
}

const TIMEOUT_MS = 5_000;

/**
 * GetKey of CloudFront's KeyValueStore API, a data plane of its own (CloudFront API reference). AWS has one address
 * for it; of the local cloud's, the first that answers is taken.
 */
export async function readRouting(
  { arn, endpoints }: RoutingStoreAddress,
  region: string,
  access: StoreAccess,
): Promise<Reply<Routing | undefined>> {
  const account = arn.split(':')[4] ?? '';
  const global = new URL(`https://${account}.cloudfront-kvs.global.api.aws`);
  const path = `/key-value-stores/${encodeURIComponent(arn)}/keys/${encodeURIComponent(region)}`;
  let reply: Reply<Routing | undefined> = failed('has no address');
  for (const base of endpoints.length === 0 ? [global] : endpoints) {
    const outcome = await getSigned(new URL(path, base), access);
    reply = toReply(outcome);
    if (outcome.kind === 'answered') break;
  }
  return reply;
}

async function getSigned(url: URL, { transport, credentials, now }: StoreAccess): Promise<HttpOutcome> {
  const signer = new SignatureV4a({
    service: 'cloudfront-keyvaluestore',
    region: '*',
    credentials,
    sha256: Sha256,
  });
  const { protocol, hostname, pathname } = url;
  const plain = { method: 'GET' as const, protocol, hostname, path: pathname, headers: { host: url.host } };
  const { headers } = (await signer.sign(plain, { signingDate: now })) as { headers: Record<string, string> };
  return transport.send({ method: 'GET', url, headers, body: null, timeoutMs: TIMEOUT_MS });
}

function toReply(outcome: HttpOutcome): Reply<Routing | undefined> {
  if (outcome.kind === 'unreachable') return failed(`no answer (${outcome.reason.replaceAll('_', ' ')})`);
  if (outcome.status === 404) return { kind: 'ok', value: undefined };
  if (outcome.status !== 200) return failed(`${outcome.status} ${outcome.body.slice(0, 200)}`);
  try {
    const { Value } = JSON.parse(outcome.body) as { Value?: unknown };
    return { kind: 'ok', value: parseRouting(String(Value)) };
  } catch {
    return failed('an answer that is not JSON');
  }
}

const failed = (why: string): Reply<never> => ({ kind: 'failed', message: `the routing store: ${why}` });
