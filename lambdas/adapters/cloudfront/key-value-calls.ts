import { SignatureV4a } from '@smithy/signature-v4a';
import { Sha256 } from '../sha256';
import { send, type SignedAnswer } from '../signed-call';
import { defaultProvider } from '../system/lambda-credentials';

/** A call of the API that reads and writes the keys of one store. */
export interface KeyValueCall {
  readonly method: 'GET' | 'PUT';
  /** Below the store: empty for the store itself, `/keys/<key>` for a key. */
  readonly path: string;
  /** The version of the store that is meant to be changed. */
  readonly ifMatch?: string;
  /** JSON, with a PUT. */
  readonly body?: string;
}

/** Makes calls of one store's API. Never retries, and never throws for reasons of the network. */
export type CallKeyValueStore = (call: KeyValueCall) => Promise<SignedAnswer>;

/** Longer than a call to the other end of the world takes; a probe that waits sees nothing meanwhile. */
const TIME_OUT_MS = 2_000;

/**
 * Calls the store of this ARN, signed by the function's role. The API is global: one address for each account, and
 * signatures that hold in every Region (SigV4A), which take session tokens of version 2 only. Lambda's are of the
 * Region's own STS ("Restrictions on CloudFront Functions", CloudFront developer guide). `endpoint` as in `signedCalls`.
 */
export function keyValueCalls(
  storeArn: string,
  endpoint: string | undefined = process.env['AWS_ENDPOINT_URL'],
): CallKeyValueStore {
  const account = storeArn.split(':')[4] ?? '';
  const base = endpoint ?? `https://${account}.cloudfront-kvs.global.api.aws`;
  const signer = new SignatureV4a({
    service: 'cloudfront-keyvaluestore',
    region: '*',
    credentials: defaultProvider(),
    sha256: Sha256,
  });
  return async ({ method, path, ifMatch, body }) => {
    const url = new URL(`/key-value-stores/${encodeURIComponent(storeArn)}${path}`, base);
    const { headers } = (await signer.sign(
      {
        method,
        protocol: url.protocol,
        hostname: url.hostname,
        path: url.pathname,
        headers: {
          host: url.host,
          ...(ifMatch !== undefined && { 'if-match': ifMatch }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body }),
      },
      {},
    )) as { headers: Record<string, string> };
    return send(url, headers, { method, timeOutMs: TIME_OUT_MS, ...(body !== undefined && { body }) });
  };
}
