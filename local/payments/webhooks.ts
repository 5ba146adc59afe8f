import { createHmac } from 'node:crypto';
import { type PaymentEvent, type PaymentEventType } from './webhook-events';

/** An event that was sent, and the status of the answer; null when there was none. */
export interface SentEvent {
  readonly type: PaymentEventType;
  readonly status: number | null;
}

/** Whom the events are sent to. */
export interface WebhookEndpoint {
  readonly url: string;
  /** What they are signed with, `whsec_…`. */
  readonly secret: string;
  readonly now: () => Date;
}

/** What the simulator signs its events with. */
export const WEBHOOK_SECRET = 'whsec_local';

/** API Gateway ends every call after 29 s. */
const TIMEOUT_MS = 35_000;

/** Sends events one after the other, each with a signature of its own, once: what was not taken is not sent again. */
export async function sendEvents(
  events: readonly PaymentEvent[],
  endpoint: WebhookEndpoint,
): Promise<SentEvent[]> {
  const sent: SentEvent[] = [];
  for (const event of events) sent.push({ type: event.type, status: await send(event, endpoint) });
  return sent;
}

async function send(event: PaymentEvent, { url, secret, now }: WebhookEndpoint): Promise<number | null> {
  // With line breaks, as Stripe sends it: whoever writes it again compactly finds the signature wrong.
  const body = JSON.stringify(event, null, 2);
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'stripe-signature': signatureOf(body, secret, now()),
  };
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(url, { method: 'POST', headers, body, signal });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return null;
  }
}

/** The header `Stripe-Signature` (https://docs.stripe.com/webhooks, "Verify webhook signatures manually"). */
function signatureOf(body: string, secret: string, at: Date): string {
  const timestamp = Math.floor(at.getTime() / 1_000);
  const digest = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return `t=${timestamp},v1=${digest}`;
}
