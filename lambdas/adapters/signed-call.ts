import { SignatureV4 } from '@smithy/signature-v4';
import { Sha256 } from './sha256';
import { defaultProvider } from './system/lambda-credentials';

/** A call of an AWS service without its SDK client (docs/adr/0009). */
export interface SignedCall {
  /** @default POST */
  readonly method?: 'GET' | 'PUT' | 'POST';
  /** The service's name in signatures: `ses`, `sns`, `s3`. */
  readonly service: string;
  /** First part of its host name, where it differs: `email` for SES. */
  readonly host: string;
  readonly path: string;
  /** With the body; a GET has neither. */
  readonly contentType?: string;
  /** Signed as well, in lower case: `x-amz-target`. @default none */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeOutMs: number;
}

/** What came back. */
export type SignedAnswer =
  | { readonly kind: 'answer'; readonly status: number; readonly headers: Headers; readonly body: string }
  | { readonly kind: 'none'; readonly reason: string };

/** Makes signed calls in one Region. Never retries, and never throws for reasons of the network. */
export type CallAws = (call: SignedCall) => Promise<SignedAnswer>;

/**
 * Calls in `region`, signed by the function's role. `endpoint` stands for every service's own address, as
 * AWS_ENDPOINT_URL does for the SDK.
 */
export function signedCalls(
  region: string,
  endpoint: string | undefined = process.env['AWS_ENDPOINT_URL'],
): CallAws {
  const signerOf = (service: string) =>
    new SignatureV4({
      service,
      region,
      credentials: defaultProvider(),
      sha256: Sha256,
      // S3 alone signs a path as it is sent ("Create a canonical request", IAM user guide).
      uriEscapePath: service !== 's3',
    });
  const signers = new Map<string, SignatureV4>();
  return async (call) => {
    const url = new URL(call.path, endpoint ?? `https://${call.host}.${region}.amazonaws.com`);
    const signer = signers.get(call.service) ?? signerOf(call.service);
    signers.set(call.service, signer);
    return send(url, await signedHeaders(signer, url, call), call);
  };
}

async function signedHeaders(signer: SignatureV4, url: URL, { method = 'POST', ...call }: SignedCall) {
  const { contentType, body } = call;
  const type = contentType !== undefined && { 'content-type': contentType };
  const { headers } = await signer.sign({
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    headers: { ...call.headers, host: url.host, ...type },
    ...(body !== undefined && { body }),
  });
  return headers;
}

/** Sends what is signed already. Never retries, and never throws for reasons of the network. */
export async function send(
  url: URL,
  headers: Record<string, string>,
  { method = 'POST', body, timeOutMs }: Pick<SignedCall, 'method' | 'body' | 'timeOutMs'>,
): Promise<SignedAnswer> {
  const signal = AbortSignal.timeout(timeOutMs);
  try {
    const response = await fetch(url, { method, headers, signal, ...(body !== undefined && { body }) });
    return {
      kind: 'answer',
      status: response.status,
      headers: response.headers,
      body: await response.text(),
    };
  } catch {
    // Whatever was thrown is told in words of our own: its text may hold what was sent.
    return { kind: 'none', reason: signal.aborted ? `no answer within ${timeOutMs} ms` : 'no connection' };
  }
}
