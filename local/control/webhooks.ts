import { type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { readBody } from '../http/body';
import { sendJson, sendProblem } from '../http/problem';
import { type SentEvent } from '../payments/webhooks';

/** What `POST /_local/webhooks` asks for. */
export interface WebhookRequest {
  readonly orderId: string;
  /** The Region whose API gets the events; the edge when left out. */
  readonly region?: string | undefined;
}

/** Sends the events of an order; `undefined` where the provider knows no payment of it. */
export type SendWebhooks = (request: WebhookRequest) => Promise<readonly SentEvent[] | undefined>;

const BODY_LIMIT_BYTES = 10_000;

/** Answers `POST /_local/webhooks`. */
export async function replyToWebhooks(
  { regions, send }: { readonly regions: readonly string[]; readonly send: SendWebhooks },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const read = await readBody(request, BODY_LIMIT_BYTES);
  const parsed = parse(read.kind === 'complete' ? read.body.toString('utf8') : '', regions);
  if (parsed.kind === 'refused') return refuse(response, parsed.errors);
  const sent = await send(parsed.value);
  if (sent === undefined) refuseUnknown(response, parsed.value.orderId);
  else sendJson(response, 200, { sent });
}

type Parsed =
  | { readonly kind: 'parsed'; readonly value: WebhookRequest }
  | { readonly kind: 'refused'; readonly errors: readonly string[] };

function parse(text: string, regions: readonly string[]): Parsed {
  const schema = z.strictObject({
    orderId: z.string({ error: 'an order id is needed' }).min(1, { error: 'an order id is needed' }).max(255),
    region: z.enum(regions).optional(),
  });
  const result = schema.safeParse(jsonOf(text));
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

function refuse(response: ServerResponse, errors: readonly string[]): void {
  sendProblem(response, {
    status: 400,
    code: 'invalid_webhooks',
    title: 'What was asked for was not understood; nothing was sent',
    detail: `${errors.join('; ')}. Send {"orderId": "ord_…"}, and "region" for one Region instead of the edge.`,
    errors,
  });
}

function refuseUnknown(response: ServerResponse, orderId: string): void {
  sendProblem(response, {
    status: 404,
    code: 'unknown_payment',
    title: 'The payment simulator knows no payment of this order',
    detail: `Nothing has reached it for ${orderId}; GET /_local/charges lists what was charged.`,
  });
}
