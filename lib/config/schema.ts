import { z } from 'zod';
import { describeMrscSets, MRSC_REGIONS, shareMrscSet } from './regions';

const region = z.enum(MRSC_REGIONS, { error: `must be one of ${MRSC_REGIONS.join(', ')}` });

/** A share of good events in percent. 100 is refused: it leaves no error budget, so any error would alarm. */
const percent = z.number().gte(90).lt(100);

/**
 * Steady requests a second and the burst on top, as API Gateway counts them. The bounds are API Gateway's
 * own default account limits: 10,000 requests a second, burst 5,000 (they are shared by all APIs of an account).
 */
const throttle = z.strictObject({
  rate: z.int().min(1).max(10_000),
  burst: z.int().min(1).max(5_000),
});

const alarms = z.strictObject({
  /** Where alarms are mailed to. AWS asks the address to confirm once. */
  email: z.email(),
  /** E.164 number for the alarms that wake somebody. */
  phone: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/, 'must be an E.164 number such as +14155550123')
    .optional(),
});

const objectives = z.strictObject({
  /** Percent of requests answered without a 5xx. */
  availability: percent.default(99.9),
  /** Percent of requests that are faster than the two limits below. */
  latency: percent.default(99),
  /** Milliseconds within which reading calls (products, orders) answer. */
  readMilliseconds: z.int().min(10).max(10_000).default(300),
  /** Milliseconds within which POST /v1/orders answers, the payment provider included. */
  orderMilliseconds: z.int().min(10).max(28_000).default(3_000),
});

const throttles = z.strictObject({
  /** Every method that has no throttle of its own. */
  default: throttle.default({ rate: 1_000, burst: 2_000 }),
  /** POST /v1/orders. */
  orders: throttle.default({ rate: 1_000, burst: 2_000 }),
  /** Every method under /v1/admin. */
  admin: throttle.default({ rate: 500, burst: 1_000 }),
});

/** The name becomes part of table, queue, bus and function names, and PascalCase of stack names. */
const name = z
  .string()
  .regex(
    /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    'must be lower case letters, digits and single hyphens, starting with a letter',
  )
  .max(24);

const domain = z
  .string()
  .regex(
    /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/,
    'must be a lower-case DNS name such as shop.example.com',
  );

const fields = z.strictObject({
  $schema: z.string().optional(),
  name: name.default('holdfast'),
  /** Primary first: the Data stack and the originals of the secrets live there. */
  regions: z.tuple([region, region]),
  /** Holds the ledger's replicated log, but no table: nothing else is deployed there. */
  witness: region,
  alarms,
  /** Host name of the shop; without it, AWS's own host names are used. */
  domain: domain.optional(),
  payment: z.strictObject({ provider: z.enum(['stripe']) }),
  objectives: objectives.prefault({}),
  /**
   * Buckets over which the stock of one SKU is spread; each takes at most 1,000 writes a second.
   * Buckets that exist are read by number: raise it, never lower it, while there is stock.
   */
  stockBuckets: z.int().min(1).max(16).default(4),
  /** Hours for which stock is held for an order that is not paid. */
  holdHours: z.int().min(1).max(168).default(24),
  throttles: throttles.prefault({}),
});

/** Strict schema of the deployment configuration: unknown keys are refused, so a typing error is found. */
export const configSchema = fields.superRefine((config, context) => {
  const all = [...config.regions, config.witness];
  if (new Set(all).size < all.length) {
    context.addIssue({
      code: 'custom',
      path: ['regions'],
      input: all.join(', '),
      message: 'the two regions and the witness must be three different Regions',
    });
  } else if (!shareMrscSet(all)) {
    context.addIssue({
      code: 'custom',
      path: ['regions'],
      input: all.join(', '),
      message: `the two regions and the witness must all be of one set: ${describeMrscSets()}`,
    });
  }
});

/** The deployment configuration with all defaults filled in. */
export type HoldfastConfig = Readonly<z.output<typeof configSchema>>;
