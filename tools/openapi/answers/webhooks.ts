import * as z from 'zod';

/** Answer to POST /v1/payments/webhook. */
export const webhookReceived = z
  .object({ received: z.literal(true).describe('It need not be sent again') })
  .meta({ id: 'WebhookReceived' });
