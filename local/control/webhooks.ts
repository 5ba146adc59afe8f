import { type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { sendJson, sendProblem } from '../http/problem';
import { type SentEvent } from '../payments/webhooks';
import { readJson } from './json-request';

/** What `POST /_local/webhooks` asks for. */
export interface WebhookRequest {
  readonly orderId: string;
  /** The Region whose API gets the events; the edge when left out. */
  readonly region?: string | undefined;
}

/** Sends the events of an order; `undefined` where the provider knows no payment of it. */
export type SendWebhooks = (request: WebhookRequest) => Promise<readonly SentEvent[] | undefined>;

/** Answers `POST /_local/webhooks`. */
export async function replyToWebhooks(
  { regions, send }: { readonly regions: readonly string[]; readonly send: SendWebhooks },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const parsed = await readJson(request, schemaOf(regions));
  if (parsed.kind === 'refused') return refuse(response, parsed.errors);
  const sent = await send(parsed.value);
  if (sent === undefined) refuseUnknown(response, parsed.value.orderId);
  else sendJson(response, 200, { sent });
}

const schemaOf = (regions: readonly string[]) =>
  z.strictObject({
    orderId: z.string({ error: 'an order id is needed' }).min(1, { error: 'an order id is needed' }).max(255),
    region: z.enum(regions).optional(),
  });

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
