import { z } from 'zod';
import { describeMrscSets, MRSC_REGIONS, shareMrscSet } from './regions';

/** An object that refuses unknown keys and names the ones it knows, so that a typing error is found. */
function strict<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const keys = Object.keys(shape).filter((key) => key !== '$schema');
  return z.strictObject(shape, { error: `an object with these keys only: ${keys.join(', ')}` });
}

function integer(from: number, to: number) {
  return z
    .int({ error: `a whole number from ${from} to ${to}` })
    .min(from, { error: `a whole number from ${from} to ${to}` })
    .max(to, { error: `a whole number from ${from} to ${to}` });
}

function text(pattern: RegExp, allowed: string) {
  return z.string({ error: allowed }).regex(pattern, { error: allowed });
}

const region = z.enum(MRSC_REGIONS, {
  error: `a Region with strong consistency across Regions: ${MRSC_REGIONS.join(', ')}`,
});

const regions = z.tuple([region, region], { error: 'a list of two Regions, the primary one first' });

const PERCENT = 'a percentage from 90 up to, but not including, 100';

/** 100 is refused: it leaves no error budget, so that any error at all would break the objective. */
const percent = z.number({ error: PERCENT }).gte(90, { error: PERCENT }).lt(100, { error: PERCENT });

/**
 * Steady requests a second and the burst on top of them. The upper bounds are the default limits that API
 * Gateway sets for all APIs of an account in one Region together (API Gateway quotas).
 */
const throttle = strict({ rate: integer(1, 10_000), burst: integer(1, 5_000) });

const alarms = strict({
  /** Where alarms are mailed to; AWS asks the address to confirm once. */
  email: z.email({ error: 'an e-mail address, such as on-call@example.com' }),
  /** Number that receives the alarms which should wake somebody. */
  phone: text(/^\+[1-9]\d{6,14}$/, 'a phone number in E.164 form, such as "+14155550123"').optional(),
});

const messages = strict({
  /** Who shoppers get their e-mail from; verified in Amazon SES in both Regions (docs/deploy.md). */
  sender: z.email({ error: 'an e-mail address, such as shop@example.com' }),
});

const payment = strict({
  provider: z.enum(['stripe'], { error: 'a supported provider: stripe' }),
  /**
   * Buffered orders that each Region charges a second once an outage is over. Stripe allows an account 100 calls a
   * second, and 25 of one kind (docs.stripe.com/rate-limits): 10 in two Regions leave a fifth to shoppers. At less
   * than 2 a sweep would have to wait for longer than its function may.
   */
  drainPerSecond: integer(2, 500).default(10),
});

const coupon = strict({
  /** What shoppers who had to wait for the payment provider get off a later order, in percent; 0 for nothing. */
  percent: integer(0, 50).default(10),
});

const objectives = strict({
  /** Percent of requests that are answered without a 5xx. */
  availability: percent.default(99.9),
  /** Percent of requests that are answered within the two limits below. */
  latency: percent.default(99),
  /** Milliseconds for reading calls: products, orders. */
  readMilliseconds: integer(10, 10_000).default(300),
  /** Milliseconds for POST /v1/orders, the payment provider's share included. */
  orderMilliseconds: integer(10, 28_000).default(3_000),
  /** Percent of accepted orders that are confirmed; declines and cancellations of shoppers are left out. */
  orderSuccess: percent.default(99.5),
  /** Percent of calls that were to go to the payment provider and got an answer of use. */
  paymentSuccess: percent.default(99.5),
  /** Percent of the looks of the sweep, one a minute, at which no order had waited for too long. */
  freshness: percent.default(99),
  /** Seconds for which an order may wait for its payment before it counts as stale. */
  freshnessSeconds: integer(60, 86_400).default(600),
});

/** What AWS lets an account have in one Region, as far as alarms tell when it runs out; ask AWS for more of each. */
const limits = strict({
  /** Executions of all functions of the account at the same time (Lambda quotas: 1,000 by default, less when new). */
  lambdaConcurrency: integer(10, 1_000_000).default(1_000),
  /** Read units a second that one table takes (DynamoDB quotas, on-demand tables). */
  tableReadUnits: integer(1, 10_000_000).default(40_000),
  /** Write units a second that one table takes. */
  tableWriteUnits: integer(1, 10_000_000).default(40_000),
});

const RUNBOOKS = 'an https address without a slash at its end';

/** Where runbooks stand; `/<name>.md` is put behind it. */
const runbooks = z
  .url({ protocol: /^https$/, error: RUNBOOKS })
  .max(200, { error: `${RUNBOOKS}, of up to 200 characters` })
  .regex(/[^/]$/, { error: RUNBOOKS });

const throttles = strict({
  /** Every method that neither of the others names. */
  default: throttle.default({ rate: 1_000, burst: 2_000 }),
  /** POST /v1/orders, and cancelling an order. */
  orders: throttle.default({ rate: 1_000, burst: 2_000 }),
  /** Everything under /v1/admin. */
  admin: throttle.default({ rate: 500, burst: 1_000 }),
});

/**
 * Requests of one client address a minute, at the edge and at each Region's own address. The bounds are those of rate
 * rules (AWS WAF developer guide, "Rate-based rule high-level settings"). Many shoppers may share one address.
 */
const rate = integer(10, 2_000_000_000);

const edge = strict({
  /** Everything but the payment provider's events. */
  requestsPerMinute: rate.default(2_000),
  /** POST /v1/orders, and cancelling an order. */
  ordersPerMinute: rate.default(60),
});

/** At most 24 characters: the longest name made of it, a function's, may have 64. */
const name = text(
  /^(?=.{1,24}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
  'up to 24 lower-case letters, digits and single hyphens, the first a letter',
);

const domain = text(
  /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/,
  'a lower-case host name, such as shop.example.com',
);

const hostedZoneId = text(
  /^Z[0-9A-Z]{4,31}$/,
  'the id of a public Route 53 zone, such as Z0123456789ABCDEFGHIJ',
);

/** Strict schema of the deployment configuration. What it cannot say alone is in {@link ACROSS_FIELDS}. */
export const configSchema = strict({
  /** For editors; ignored. */
  $schema: z.string().optional(),
  /** Start of all names. Changing it later makes a second, empty shop. */
  name: name.default('holdfast'),
  /** The primary one first: both tables are managed from there, and the secrets originate there. */
  regions,
  /** Keeps the Ledger's log for the other two; nothing else is deployed there. */
  witness: region,
  alarms,
  messages,
  /** Host name of the shop. @default AWS's own host names */
  domain: domain.optional(),
  /** Zone that answers for {@link domain}; records and certificates are made there. */
  hostedZoneId: hostedZoneId.optional(),
  payment,
  coupon: coupon.prefault({}),
  objectives: objectives.prefault({}),
  /** Buckets over which the stock of one SKU is spread. May be raised, never lowered while there is stock. */
  stockBuckets: integer(1, 16).default(4),
  /** Hours for which stock is held for an order that is not paid. */
  holdHours: integer(1, 168).default(24),
  throttles: throttles.prefault({}),
  edge: edge.prefault({}),
  limits: limits.prefault({}),
  /** Start of the links in alarms; for a copy of the runbooks with your own names and numbers. */
  runbooks: runbooks.default('https://github.com/holdfast-shop/holdfast/blob/main/docs/runbooks'),
});

/** The deployment configuration with all defaults filled in. */
export type HoldfastConfig = Readonly<z.output<typeof configSchema>>;

/** How the two Regions and the witness fit together. */
const placementSchema = z.object({ regions, witness: region }).superRefine((config, context) => {
  const all = [...config.regions, config.witness];
  const input = all.join(', ');
  const path = ['regions', 'witness'];
  if (new Set(all).size < all.length) {
    context.addIssue({ code: 'custom', path, input, message: 'three different Regions' });
  } else if (!shareMrscSet(all)) {
    const message = `three Regions of one set: ${describeMrscSets()}`;
    context.addIssue({ code: 'custom', path, input, message });
  }
});

/** A domain is of use only with the zone in which its records are made. */
const domainSchema = z
  .object({ domain: z.unknown().optional(), hostedZoneId: z.unknown().optional() })
  .superRefine((config, context) => {
    const values = [config.domain, config.hostedZoneId];
    if (values.filter((value) => value === undefined).length !== 1) return;
    context.addIssue({
      code: 'custom',
      path: ['domain', 'hostedZoneId'],
      input: config.domain === undefined ? 'hostedZoneId alone' : 'domain alone',
      message: "both, or neither for AWS's own host names",
    });
  });

/**
 * What holds across fields. Schemas of their own, since Zod skips such checks once any field is wrong, and all problems
 * should be told at once.
 */
export const ACROSS_FIELDS = [placementSchema, domainSchema] as const;
