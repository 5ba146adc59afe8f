import { type z } from 'zod';
import { type Answer, toAnswer } from './answers';
import { type HttpRequest, type HttpTransport } from './http';
import { resource } from './regions';
import { type Sign } from './sign';

/** One call of the contract; only what differs from a plain GET without a body is given. */
export interface Call<T> {
  readonly method?: HttpRequest['method'];
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** A value goes as JSON, a string as it is, with `contentType`. */
  readonly body?: unknown;
  readonly contentType?: string;
  readonly answer: z.ZodType<T>;
  readonly timeoutMs?: number;
}

/** Where calls go, and how. */
export interface CallerOptions {
  readonly url: URL;
  readonly transport: HttpTransport;
  readonly now: () => Date;
  /** Signs every call; left out for shoppers. */
  readonly sign?: Sign;
}

/** Makes calls of the contract; failures are values of {@link Answer}. */
export type Caller = <T>(call: Call<T>) => Promise<Answer<T>>;

/** API Gateway ends a REST call after 29 s by itself; after 30 s no answer is on its way. */
export const CALL_TIMEOUT_MS = 30_000;

/** A caller for one base address. */
export function createCaller({ url, transport, now, sign }: CallerOptions): Caller {
  return async (call) => {
    const request = toRequest(url, call);
    const ready = sign ? await sign(request, now()) : request;
    return toAnswer(await transport.send(ready), call.answer, now());
  };
}

function toRequest(base: URL, call: Call<unknown>): HttpRequest {
  const { method = 'GET', path, query, headers, body, contentType = 'application/json' } = call;
  return {
    method,
    url: resource(base, path, query),
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': contentType }),
      ...headers,
    },
    body: encode(body),
    timeoutMs: call.timeoutMs ?? CALL_TIMEOUT_MS,
  };
}

function encode(body: unknown): string | null {
  if (body === undefined) return null;
  return typeof body === 'string' ? body : JSON.stringify(body);
}
