import * as z from 'zod';
import { stripeEvent } from '../../../lambdas/shared/schemas/stripe-event';
import { SAMPLE } from '../answers/samples';
import { webhookReceived } from '../answers/webhooks';
import { type RouteDescription } from '../model';

const SUCCEEDED = {
  id: 'evt_1OqJ9F2eZvKYlo2CqZ3b8c4d',
  object: 'event',
  type: 'payment_intent.succeeded',
  livemode: true,
  created: 1_773_480_414,
  data: {
    object: {
      id: 'pi_3OqJ8K2eZvKYlo2C0a1b2c3d',
      object: 'payment_intent',
      status: 'succeeded',
      metadata: { order_id: SAMPLE.orderId },
    },
  },
};

/** What the payment provider calls. */
export const WEBHOOK_ROUTE: RouteDescription = {
  method: 'POST',
  path: '/v1/payments/webhook',
  operationId: 'receivePaymentEvent',
  tag: 'Payments',
  summary: 'Take an event of the payment provider',
  description: `For Stripe alone: register this address for \`payment_intent.succeeded\`, \`payment_intent.payment_failed\`, \`payment_intent.canceled\` and \`charge.refunded\`.

An order whose payment was put off goes on at once: a success confirms it, anything else makes the shop look. All other events are taken and ignored. The same event may come any number of times, and to any Region.`,
  parameters: [
    {
      in: 'header',
      name: 'Stripe-Signature',
      description:
        'Needed. HMAC-SHA256 of the timestamp, a full stop and the very bytes of the body, under the signing secret of the endpoint; not more than five minutes old or early. `v1` stands there once or more.',
      schema: z.string(),
      example: 't=1773480415,v1=5257a869e7ecebeda32affa62cdca3fa51cad7e77a0e56ff536d0ce8e108d8bd',
    },
  ],
  body: {
    kind: 'json',
    description: 'The event. Members beside these are ignored.',
    schema: stripeEvent.meta({ id: 'PaymentEvent' }),
    examples: { 'An order was paid': SUCCEEDED },
  },
  answers: [
    {
      status: 200,
      description: 'Taken; whatever it leads to happens after the answer.',
      schema: webhookReceived,
      example: { received: true },
    },
  ],
  problems: ['invalid_signature', 'webhook_not_ready', 'store_unavailable'],
};
