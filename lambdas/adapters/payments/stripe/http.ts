/** Access to Stripe's API. */
export interface StripeAccount {
  /** A secret or restricted key; it goes into a header and nowhere else. */
  readonly apiKey: string;
  /** Default: https://api.stripe.com */
  readonly baseUrl?: string | undefined;
}

/** One call of Stripe's API. */
export interface StripeRequest {
  readonly method: 'GET' | 'POST';
  /** With the leading slash, for example `/v1/refunds`. */
  readonly path: string;
  /** Sent as form body of a POST, as query of a GET. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly idempotencyKey?: string;
  readonly timeOutMs: number;
}

/** Stripe's answer, or why there is none that could be used. */
export type StripeAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body: unknown;
      /** Stripe repeats what it answered to this idempotency key before. */
      readonly replayed: boolean;
    }
  | { readonly kind: 'none'; readonly reason: string };

const DEFAULT_BASE_URL = 'https://api.stripe.com';
/** Answers have the shape of this version, whatever the account's default is (https://docs.stripe.com/changelog). */
const API_VERSION = '2025-09-30.clover';

/**
 * Sends one request over Node's own fetch, which keeps connections alive and adds nothing to the bundle.
 * Never retries, and never throws for reasons of the network; reasons hold no key and no token.
 */
export async function callStripe(account: StripeAccount, request: StripeRequest): Promise<StripeAnswer> {
  try {
    const response = await fetch(urlOf(account, request), {
      method: request.method,
      headers: headersOf(account, request),
      signal: AbortSignal.timeout(request.timeOutMs),
      ...(request.method === 'POST' ? { body: formOf(request) } : {}),
    });
    return await answerOf(response);
  } catch (error) {
    return { kind: 'none', reason: reasonOf(error, request.timeOutMs) };
  }
}

const formOf = ({ parameters = {} }: StripeRequest): string => new URLSearchParams(parameters).toString();

function urlOf({ baseUrl = DEFAULT_BASE_URL }: StripeAccount, request: StripeRequest): string {
  const query = request.method === 'GET' && request.parameters ? `?${formOf(request)}` : '';
  return `${baseUrl.replace(/\/$/, '')}${request.path}${query}`;
}

function headersOf(
  { apiKey }: StripeAccount,
  { method, idempotencyKey }: StripeRequest,
): Record<string, string> {
  return {
    authorization: `Bearer ${apiKey}`,
    'stripe-version': API_VERSION,
    ...(method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
    ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
  };
}

async function answerOf(response: Response): Promise<StripeAnswer> {
  const text = await response.text();
  try {
    const replayed = response.headers.get('idempotent-replayed') === 'true';
    return { kind: 'answer', status: response.status, body: JSON.parse(text), replayed };
  } catch {
    return { kind: 'none', reason: `HTTP ${response.status} without JSON` };
  }
}

/** fetch says why it failed in `cause`; messages are left out, as they may quote the request. */
function reasonOf(error: unknown, timeOutMs: number): string {
  const { name, cause } = fieldsOf(error);
  if (name === 'TimeoutError') return `no answer within ${timeOutMs} ms`;
  return `no connection: ${String(fieldsOf(cause).code ?? name)}`;
}

const fieldsOf = (value: unknown): { name?: unknown; cause?: unknown; code?: unknown } =>
  typeof value === 'object' && value !== null ? value : {};
