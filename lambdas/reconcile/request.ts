import * as z from 'zod';
import { iso } from '../domain/reconciliation/progress';
import { type Range } from '../domain/reconciliation/report';
import { validate } from '../shared/http/validation';

/** What an operator asks for. */
export interface ReconcileRequest {
  readonly range: Range;
  /** Milliseconds after which it is answered, although it is not done. */
  readonly maxMs?: number | undefined;
  readonly maxRefunds: number;
}

/** The charges of a day are held in memory, 60 bytes each. */
const MAX_DAYS = 7;
const MAX_RANGE_MS = MAX_DAYS * 86_400_000;

/**
 * Charges without a live order beyond which nothing is refunded: rather the Ledger was restored from a backup, or
 * the key is that of another shop's account.
 */
export const MAX_REFUNDS = 50;

/**
 * How long ago `to` must be. The list is newest first: a charge that is added while it is read shifts the pages. Some
 * minutes also let the clocks of provider and Lambda differ, and an order be confirmed after its charge.
 */
const GRACE_SECONDS = 300;

const ALLOWED = 'allowed: ISO 8601 in UTC and whole seconds, such as 2026-01-31 or 2026-01-31T12:00:00Z';
const TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.000)?Z)?$/;

/** `Date.parse` takes the 30th of February for the 2nd of March, so the date has to come back as it was. */
const isTime = (text: string): boolean => {
  const time = TIME.test(text) ? Date.parse(text) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text.replace(/(\.000)?Z$/, ''));
};

const time = z
  .string({ error: ALLOWED })
  .refine(isTime, { error: ALLOWED })
  .transform((text) => Date.parse(text));

function integer(from: number, to: number) {
  const error = `allowed: a whole number from ${from} to ${to}`;
  return z.int({ error }).min(from, { error }).max(to, { error });
}

const schema = z.strictObject({
  from: time,
  to: time,
  maxSeconds: integer(1, 885).optional(),
  maxRefunds: integer(0, 10_000).default(MAX_REFUNDS),
  graceSeconds: integer(0, 3_600).default(GRACE_SECONDS),
});

/** What is wrong with a range, in words. */
function rangeProblem({ from, to, graceSeconds }: z.output<typeof schema>, now: number): string | undefined {
  if (from >= to) return 'to: must be later than from, which belongs to the range; to does not';
  if (to - from > MAX_RANGE_MS)
    return `to: at most ${MAX_DAYS} days after from; ask for one part after another`;
  const latest = now - graceSeconds * 1_000;
  return to > latest
    ? `to: at most ${iso(latest)}, which is ${graceSeconds} s ago: what is newer may still be on its way`
    : undefined;
}

/** The request in an event, or what is wrong with it, everything in one line. */
export function parseRequest(
  event: unknown,
  now: number,
): { readonly request: ReconcileRequest } | { readonly error: string } {
  const result = validate(schema, event, 'event');
  if (result.kind === 'invalid')
    return { error: result.errors.map(({ path, message }) => `${path}: ${message}`).join('. ') };
  const { from, to, maxSeconds, maxRefunds } = result.value;
  const error = rangeProblem(result.value, now);
  if (error !== undefined) return { error };
  return { request: { range: { from, to }, maxMs: maxSeconds && maxSeconds * 1_000, maxRefunds } };
}
