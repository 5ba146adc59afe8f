import { z } from 'zod';
import { type HttpRequest } from '../client/http';
import { type BodyNumbers } from './body-numbers';
import { type Question } from './format';

const placeBody = z.looseObject({
  lines: z.array(z.object({ sku: z.string(), quantity: z.int() })),
});
const receiptBody = z.object({ receiptId: z.string(), quantity: z.int() });

type Reader = (request: HttpRequest, name: string, bodies: BodyNumbers) => Question | null;

/** The requests that a history is about. A deployed API's paths begin with its stage. */
const READERS: readonly (readonly [RegExp, Reader])[] = [
  [/^POST .*\/v1\/orders$/, place],
  [/^GET .*\/v1\/orders\/([^/]+)$/, (_, orderId) => ({ op: 'show', orderId })],
  [/^POST .*\/v1\/orders\/([^/]+)\/cancel$/, (_, orderId) => ({ op: 'cancel', orderId })],
  [/^POST .*\/v1\/admin\/stock\/([^/]+)\/receipts$/, receive],
  [/^GET .*\/v1\/admin\/stock\/([^/]+)$/, (_, sku) => ({ op: 'stock', sku })],
  [/^POST .*\/_local\/settle$/, () => ({ op: 'settle' })],
];

/** What a request asks, as far as a history tells; null for a request that it has no use for. */
export function questionOf(request: HttpRequest, bodies: BodyNumbers): Question | null {
  const line = `${request.method} ${request.url.pathname}`;
  for (const [pattern, read] of READERS) {
    const match = pattern.exec(line);
    if (match) return read(request, decodeURIComponent(match[1] ?? ''), bodies);
  }
  return null;
}

function place({ headers, body }: HttpRequest, _name: string, bodies: BodyNumbers): Question | null {
  const parsed = placeBody.safeParse(parse(body));
  const key = headers['idempotency-key'];
  if (!parsed.success || key === undefined) return null;
  const lines = parsed.data.lines.map(({ sku, quantity }): [string, number] => [sku, quantity]);
  return { op: 'place', key, body: bodies.numberOf(key, parsed.data), lines };
}

function receive({ body }: HttpRequest, sku: string): Question | null {
  const parsed = receiptBody.safeParse(parse(body));
  return parsed.success ? { op: 'receive', sku, ...parsed.data } : null;
}

function parse(text: string | null): unknown {
  try {
    return text === null ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}
