import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { type Credentials } from './credentials';
import { type HttpRequest } from './http';

/** Adds the headers of AWS Signature Version 4 to a request. */
export type Sign = (request: HttpRequest, at: Date) => Promise<HttpRequest>;

/**
 * Signs for one service in one region; the default is API Gateway's AWS_IAM authorization.
 *
 * The signature is good for five minutes from `at`, so sign anew for every attempt.
 */
export function createSigner(region: string, credentials: Credentials, service = 'execute-api'): Sign {
  const signer = new SignatureV4({ service, region, credentials, sha256: Sha256 });
  return async (request, at) => {
    const signed = await signer.sign(toSignable(request), { signingDate: at });
    return { ...request, headers: signed.headers };
  };
}

function toSignable({
  method,
  url,
  headers,
  body,
}: HttpRequest): Parameters<SignatureV4['sign']>[0] & object {
  return {
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    ...(url.port ? { port: Number(url.port) } : {}),
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: { ...headers, host: url.host },
    ...(body === null ? {} : { body }),
  };
}
