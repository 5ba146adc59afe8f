import { type Problem, problemOf } from './problem';
import { type Read } from './shape';

/** How a call ended. Nothing is thrown: losing the connection is as much an outcome as a success. */
export type Answer<T> =
  | { readonly kind: 'ok'; readonly status: number; readonly body: T; readonly replayed: boolean }
  | { readonly kind: 'problem'; readonly problem: Problem }
  /** No answer, or one that cannot be from the shop. What was asked for may have happened. */
  | { readonly kind: 'unreachable' };

/** What calls need of the browser. */
export interface CallDeps {
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => number;
  /** Sent as `x-shopper-id`: random, says nothing about the shopper, keeps them in one Region. */
  readonly shopperId: string;
}

/** One request of the API. */
export interface Request<T> {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** From `/v1` on. */
  readonly path: string;
  /** JSON text, sent as it is: a retry must be the same to the byte. */
  readonly body?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly read: Read<T>;
  readonly timeoutMs: number;
}

/** Makes one request, once. */
export async function call<T>(deps: CallDeps, request: Request<T>): Promise<Answer<T>> {
  try {
    const response = await deps.fetch(request.path, initOf(deps, request));
    return answerOf(request.read, response, await bodyOf(response), deps.now());
  } catch {
    return { kind: 'unreachable' };
  }
}

function initOf<T>({ shopperId }: CallDeps, { method, body, headers, timeoutMs }: Request<T>): RequestInit {
  return {
    method,
    headers: {
      accept: 'application/json',
      'x-shopper-id': shopperId,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body }),
    // The API knows no cookies; a redirect would be somebody else's sign-in page.
    credentials: 'omit',
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  };
}

/** The JSON of an answer; `undefined` when it is none, such as a page of a proxy. */
async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function answerOf<T>(read: Read<T>, response: Response, json: unknown, now: number): Answer<T> {
  const { ok, status, headers } = response;
  if (!ok) return { kind: 'problem', problem: problemOf(status, headers, json, now) };
  const body = read(json);
  if (body === undefined) return { kind: 'unreachable' };
  return { kind: 'ok', status, body, replayed: headers.get('idempotency-replayed') === 'true' };
}

/**
 * Whether asking again later may help: no answer, 408, 429 and whatever is the shop's fault. After these,
 * what was asked for may have happened.
 */
export function mayHelpToRepeat<T>(answer: Answer<T>): boolean {
  if (answer.kind !== 'problem') return answer.kind === 'unreachable';
  const { status } = answer.problem;
  return status >= 500 || status === 429 || status === 408;
}

/** At least this long between looks while the shop is throttling. */
const LEAST_WAIT_MS = 2_000;

/** How long to wait before something that was throttled is read again; `undefined` for every other answer. */
export function waitAfter(answer: Answer<unknown>): number | undefined {
  if (answer.kind !== 'problem' || answer.problem.status !== 429) return undefined;
  return Math.max((answer.problem.retryAfter ?? 0) * 1_000, LEAST_WAIT_MS);
}
