import { type IncomingMessage } from 'node:http';
import { type z } from 'zod';
import { readBody } from '../http/body';

/** The body of a request that was understood, or one line for each thing that was not. */
export type JsonRequest<T> =
  | { readonly kind: 'parsed'; readonly value: T }
  | { readonly kind: 'refused'; readonly errors: readonly string[] };

const BODY_LIMIT_BYTES = 10_000;

/** Reads a small JSON body and holds it against a schema. */
export async function readJson<T>(request: IncomingMessage, schema: z.ZodType<T>): Promise<JsonRequest<T>> {
  const read = await readBody(request, BODY_LIMIT_BYTES);
  const result = schema.safeParse(jsonOf(read.kind === 'complete' ? read.body.toString('utf8') : ''));
  if (result.success) return { kind: 'parsed', value: result.data };
  const errors = result.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  return { kind: 'refused', errors };
}

/** `undefined`, which no schema takes, for what is no JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
