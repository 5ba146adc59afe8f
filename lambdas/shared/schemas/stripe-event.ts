import * as z from 'zod';

/**
 * Body of POST /v1/payments/webhook: what every event of Stripe's has. Stripe adds members at will, and what `data.object` is
 * depends on `type`, so neither is held against more than this.
 */
export const stripeEvent = z.object({
  id: z.string().min(1).max(255).describe('The same each time the event is sent'),
  object: z.literal('event'),
  type: z.string().min(1).max(255).describe('For example `payment_intent.succeeded`'),
  livemode: z.boolean().describe("False in the provider's test mode"),
  created: z.int().describe('When it happened, in seconds since 1970'),
  data: z.object({
    object: z.record(z.string(), z.unknown()).describe('The payment intent or charge it happened to'),
  }),
});
