import { type HttpOutcome, type HttpTransport } from '../client/http';
import { type Sign } from '../client/sign';
import { nobodyThere } from './aws-failure';
import { type OpsRegion } from './deployment';

/** What a call of a function came to. */
export type Invocation =
  | { readonly kind: 'returned'; readonly payload: unknown }
  /** Repeating it may help: the function was throttled or ended early, or AWS did not answer. */
  | { readonly kind: 'later'; readonly message: string }
  /** Somebody has to do something first. */
  | { readonly kind: 'refused'; readonly message: string };

export interface InvokeOptions {
  readonly region: OpsRegion;
  readonly functionName: string;
  readonly payload: unknown;
  readonly transport: HttpTransport;
  /** For the service `lambda`. */
  readonly sign: Sign;
  readonly now: Date;
  readonly timeoutMs: number;
}

/** Lambda's Invoke, which waits for the function's answer (Lambda API reference, "Invoke"). */
export async function invoke(options: InvokeOptions): Promise<Invocation> {
  const { region, functionName, payload, transport, sign, now, timeoutMs } = options;
  const base = region.endpoint ?? new URL(`https://lambda.${region.region}.amazonaws.com`);
  const request = {
    method: 'POST' as const,
    url: new URL(`/2015-03-31/functions/${encodeURIComponent(functionName)}/invocations`, base),
    headers: { 'content-type': 'application/json', 'x-amz-invocation-type': 'RequestResponse' },
    body: JSON.stringify(payload),
    timeoutMs,
  };
  const outcome = await transport.send(await sign(request, now));
  return toInvocation(outcome, `function ${functionName}`, region.region);
}

function toInvocation(outcome: HttpOutcome, what: string, region: string): Invocation {
  if (outcome.kind === 'unreachable') return unreachable(outcome, region);
  const { status, headers, body } = outcome;
  const value = parseJson(body);
  if (status === 200 && headers['x-amz-function-error'] === undefined) {
    return { kind: 'returned', payload: value };
  }
  const why = `${region}, ${what}: ${status} ${messageOf(value) ?? body}`;
  if (status === 404) return { kind: 'refused', message: `${why}; is --name the deployment's name?` };
  const mayPass = status === 200 || status === 429 || status >= 500;
  return { kind: mayPass ? 'later' : 'refused', message: why };
}

function unreachable(
  { reason, message }: Extract<HttpOutcome, { kind: 'unreachable' }>,
  region: string,
): Invocation {
  if (reason === 'connection_refused') return { kind: 'refused', message: nobodyThere(region, message) };
  const mayPass = reason !== 'unknown_host';
  return { kind: mayPass ? 'later' : 'refused', message: `${region} does not answer (${message})` };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `errorMessage` of a function, `message` or `Message` of Lambda. */
function messageOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const members = value as Readonly<Record<string, unknown>>;
  const found = [members['errorMessage'], members['message'], members['Message']];
  return found.find((text): text is string => typeof text === 'string');
}
