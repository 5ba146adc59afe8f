import { type IncomingMessage } from 'node:http';

/** The whole body, or the news that it is longer than the limit (the rest is read and dropped). */
export type ReadBody =
  | { readonly kind: 'complete'; readonly body: Buffer }
  | { readonly kind: 'too_large'; readonly limitBytes: number };

/**
 * Reads a request's body up to `limitBytes`. A longer one is drained rather than cut off, so that the
 * client sees the answer instead of a reset connection.
 */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<ReadBody> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= limitBytes) chunks.push(chunk);
  }
  return length > limitBytes
    ? { kind: 'too_large', limitBytes }
    : { kind: 'complete', body: Buffer.concat(chunks) };
}
