import { type Readable } from 'node:stream';

/** Headers by name in lower case; a header may have several values. */
export type Headers = Readonly<Record<string, readonly string[]>>;

/** A viewer's request on its way through the edge. */
export interface EdgeRequest {
  readonly method: string;
  /** As sent, percent-encoded, without the query. */
  readonly uri: string;
  /** As sent, without the question mark; empty when there is none. */
  readonly query: string;
  readonly headers: Headers;
  readonly body: Buffer;
  readonly clientIp: string;
  /** CloudFront's id of the request. */
  readonly requestId: string;
}

/** What goes back to the viewer. */
export interface EdgeAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer | Readable;
}

/** Where a request that is to have a body went, and what came of it. */
export type OriginResult =
  | { readonly kind: 'answered'; readonly answer: EdgeAnswer }
  /** No connection, or it broke before there was an answer. */
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'timed_out' };

/** An origin of a distribution. */
export interface EdgeOrigin {
  send(request: EdgeRequest): Promise<OriginResult>;
}

/** The first value of a header, if it is there. */
export const headerOf = (headers: Headers, name: string): string | undefined => headers[name]?.[0];

/** Headers of a fixed answer. */
export function plainHeaders(headers: Readonly<Record<string, string>>): Headers {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]] as const));
}
