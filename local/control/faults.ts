import { z } from 'zod';
import { type Faults, type FaultSource } from '../types';

/** Nothing is broken. */
export const HEALTHY: Faults = {
  regions: {},
  payments: { mode: 'ok', latencyMs: 0, rate: 1 },
  dynamodb: { throttleRate: 0, latencyMs: 0, conflictRate: 0 },
  replication: { lagMs: 0 },
  sqs: { duplicateRate: 0 },
  lambda: { crashRate: 0, crashAfterCall: null, crashFunction: null, concurrency: null },
  apiGateway: { throttleRate: 0 },
  edge: { failRate: 0 },
  keyValueStore: { failRate: 0 },
  mail: { rejectRate: 0, pauseRate: 0 },
};

/** A minute is longer than any time-out that a fault could be meant to exceed. */
const MAX_LATENCY_MS = 60_000;
/** An hour: more lag than any test of catching up needs. */
const MAX_LAG_MS = 3_600_000;

const rate = z.number().min(0).max(1);
const latencyMs = z.number().int().min(0).max(MAX_LATENCY_MS).default(0);

/** What there is that a fault can name. */
export interface Breakable {
  readonly regions: readonly string[];
  /** Functions as `region/name`. */
  readonly functions: readonly string[];
}

const NO_CALL =
  "expected a number from 1 on, or a name such as 'PutItem' or 'POST /v2/email/outbound-emails'";
/** A call of an invocation: its number, or its name as `GET /_local/crashes` has it. */
const awsCall = z.union(
  [z.number().int().min(1), z.string().regex(/^([A-Z][A-Za-z0-9]+|[A-Z]+ \/\S*)$/, NO_CALL)],
  NO_CALL,
);

function faultsSchema({ regions, functions }: Breakable) {
  const status = z.enum(['up', 'down', 'isolated']);
  return z.strictObject({
    regions: z.strictObject(Object.fromEntries(regions.map((name) => [name, status.optional()]))).default({}),
    payments: z
      .strictObject({
        mode: z.enum(['ok', 'decline', 'error', 'hang', 'slow']).default('ok'),
        latencyMs,
        rate: rate.default(1),
      })
      .default(HEALTHY.payments),
    dynamodb: z
      .strictObject({ throttleRate: rate.default(0), latencyMs, conflictRate: rate.default(0) })
      .default(HEALTHY.dynamodb),
    replication: z
      .strictObject({ lagMs: z.number().int().min(0).max(MAX_LAG_MS).default(0) })
      .default(HEALTHY.replication),
    sqs: z.strictObject({ duplicateRate: rate.default(0) }).default(HEALTHY.sqs),
    lambda: z
      .strictObject({
        crashRate: rate.default(0),
        crashAfterCall: awsCall.nullable().default(null),
        crashFunction: z.enum(functions).nullable().default(null),
        concurrency: z.number().int().min(0).nullable().default(null),
      })
      .default(HEALTHY.lambda),
    apiGateway: z.strictObject({ throttleRate: rate.default(0) }).default(HEALTHY.apiGateway),
    edge: z.strictObject({ failRate: rate.default(0) }).default(HEALTHY.edge),
    keyValueStore: z.strictObject({ failRate: rate.default(0) }).default(HEALTHY.keyValueStore),
    mail: z.strictObject({ rejectRate: rate.default(0), pauseRate: rate.default(0) }).default(HEALTHY.mail),
  });
}

/** Faults that were understood, or one line for each thing that was not. */
export type ParsedFaults =
  | { readonly kind: 'parsed'; readonly faults: Faults }
  | { readonly kind: 'refused'; readonly errors: readonly string[] };

/** What may stand where an unknown name was found. */
function allowedAt(path: readonly PropertyKey[], regions: readonly string[]): readonly string[] {
  if (path[0] === 'regions') return regions;
  const groups: Readonly<Record<string, object>> = { ...HEALTHY, body: HEALTHY };
  return Object.keys(groups[String(path[0] ?? 'body')] ?? {});
}

function explain(issue: z.core.$ZodIssue, regions: readonly string[]): string {
  const where = issue.path.join('.') || 'body';
  if (issue.code !== 'unrecognized_keys') return `${where}: ${issue.message}`;
  const unknown = issue.keys.map((key) => `'${key}'`).join(', ');
  return `${where}: unknown ${unknown}, allowed are ${allowedAt(issue.path, regions).join(', ')}`;
}

/** Checks a body of `PUT /_local/faults` strictly: an unknown name would be a fault that never happens. */
export function parseFaults(value: unknown, breakable: Breakable): ParsedFaults {
  const result = faultsSchema(breakable).safeParse(value);
  if (!result.success) {
    return { kind: 'refused', errors: result.error.issues.map((issue) => explain(issue, breakable.regions)) };
  }
  const named = Object.entries(result.data.regions).flatMap(([name, status]) =>
    status === undefined ? [] : [[name, status] as const],
  );
  return { kind: 'parsed', faults: { ...result.data, regions: Object.fromEntries(named) } };
}

/** Holds the faults in force. */
export class FaultBoard implements FaultSource {
  private faults: Faults = HEALTHY;

  current(): Faults {
    return this.faults;
  }

  /** Replaces all faults at once. */
  replace(faults: Faults): void {
    this.faults = faults;
  }
}
