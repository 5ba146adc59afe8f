import { z } from 'zod';
import { invalidParameter, type StripeError } from './errors';
import { type FormValue } from './form';

/** Stripe takes up to eight digits (https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts). */
const MAX_AMOUNT = 99_999_999;

const integer = z.string().regex(/^\d+$/, 'Invalid integer').transform(Number);
const amount = integer.refine((value) => value >= 1 && value <= MAX_AMOUNT, `must be 1 to ${MAX_AMOUNT}`);
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const metadata = z.record(z.string().max(40), z.string().max(500)).default({});
const ignored = z.unknown().optional();

/**
 * Parameters are Stripe's; those that change nothing for a card without 3-D Secure are taken and ignored,
 * any other is refused as unknown rather than ignored in silence.
 */
export const createIntentSchema = z.strictObject({
  amount,
  currency: z.string().regex(/^[A-Za-z]{3}$/, 'Invalid currency'),
  payment_method: z.string().optional(),
  confirm: flag.default(false),
  description: z.string().optional(),
  metadata,
  payment_method_types: z.array(z.enum(['card'])).optional(),
  automatic_payment_methods: z
    .strictObject({ enabled: flag, allow_redirects: z.enum(['always', 'never']).optional() })
    .optional(),
  error_on_requires_action: ignored,
  expand: ignored,
  receipt_email: ignored,
  return_url: ignored,
  shipping: ignored,
  statement_descriptor: ignored,
  statement_descriptor_suffix: ignored,
});

export const confirmIntentSchema = z.strictObject({
  payment_method: z.string().optional(),
  error_on_requires_action: ignored,
  expand: ignored,
  receipt_email: ignored,
  return_url: ignored,
});

export const cancelIntentSchema = z.strictObject({
  cancellation_reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer', 'abandoned']).optional(),
  expand: ignored,
});

export const createRefundSchema = z.strictObject({
  payment_intent: z.string().optional(),
  charge: z.string().optional(),
  amount: amount.optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  metadata,
  expand: ignored,
});

export const retrieveSchema = z.strictObject({ expand: ignored });

export const listSchema = z.strictObject({
  limit: integer.refine((value) => value >= 1 && value <= 100, 'must be 1 to 100').default(10),
  starting_after: z.string().optional(),
  ending_before: z.string().optional(),
  payment_intent: z.string().optional(),
  charge: z.string().optional(),
  created: z
    .strictObject({
      gt: integer.optional(),
      gte: integer.optional(),
      lt: integer.optional(),
      lte: integer.optional(),
    })
    .optional(),
  expand: ignored,
});

export type ListParameters = z.infer<typeof listSchema>;

/** Parameters that were understood, or Stripe's refusal. */
export type Parsed<T> =
  | { readonly kind: 'parsed'; readonly value: T }
  | { readonly kind: 'refused'; readonly refusal: StripeError };

function toRefusal(issue: z.core.$ZodIssue | undefined, given: Record<string, FormValue>): StripeError {
  const name = issue?.path.join('.') ?? '';
  if (issue?.code === 'unrecognized_keys') {
    const unknown = [name, ...issue.keys].filter((part) => part !== '').join('.');
    return invalidParameter('parameter_unknown', `Received unknown parameter: ${unknown}`, unknown);
  }
  const top = issue?.path[0];
  if (top !== undefined && !(String(top) in given)) {
    return invalidParameter('parameter_missing', `Missing required param: ${name}.`, name);
  }
  return invalidParameter(
    'parameter_invalid',
    `Invalid ${name}: ${issue?.message ?? 'not understood'}`,
    name,
  );
}

/** Checks form parameters against one of the schemas above. */
export function parseParameters<T>(schema: z.ZodType<T>, given: Record<string, FormValue>): Parsed<T> {
  const result = schema.safeParse(given);
  return result.success
    ? { kind: 'parsed', value: result.data }
    : { kind: 'refused', refusal: toRefusal(result.error.issues[0], given) };
}
