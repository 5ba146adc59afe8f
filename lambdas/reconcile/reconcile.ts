import { type Context, type ScheduledEvent } from 'aws-lambda';
import { StoreUnavailable } from '../domain/errors';
import { type DoneDays } from '../domain/reconciliation/archive';
import { type Day, daysBefore } from '../domain/reconciliation/days';
import { begin, type Progress, reopened } from '../domain/reconciliation/progress';
import {
  type Limits,
  reconcile,
  type ReconcileDeps,
  type Reconciled,
} from '../domain/reconciliation/reconcile';
import { isOpen, type Range } from '../domain/reconciliation/report';
import { backgroundFunction, type BackgroundHandler } from '../shared/middleware/background-function';
import { isScheduled, type Schedule, scheduleOf } from '../shared/schedule/event-clock';
import { type Telemetry } from '../shared/telemetry/telemetry';
import { answerOf, type ReconcileAnswer, summaryOf } from './answer';
import { MAX_REFUNDS, parseRequest } from './request';

/** What the function needs. */
export interface ReconcileFunction {
  readonly reconcile: ReconcileDeps;
  readonly doneDays: DoneDays;
  readonly telemetry: Telemetry;
}

/**
 * Days that a scheduled run looks back: a refund that the provider did not take is tried again, and a day that no
 * Region could compare is made up for.
 */
const DAYS_BACK = 3;

/**
 * The function behind the daily schedule and `npm run ops -- reconcile`: compares charges with orders until it is
 * done or its time is nearly over, and goes on from there when it is invoked again.
 */
export function reconcileFunction(
  deps: ReconcileFunction,
): BackgroundHandler<unknown, ReconcileAnswer | undefined> {
  return backgroundFunction(deps.telemetry, (event: unknown, context) =>
    isScheduled(event) ? compareDays(deps, event, context) : compareRange(deps, event, context),
  );
}

/**
 * The oldest days first. A day is done when nothing of it is left to try again; a run that was ended, or found
 * something out of order, leaves it to the next minute of the schedule, here or in the other Region. One that has
 * compared all days, or found them done, is the heartbeat.
 */
async function compareDays(
  deps: ReconcileFunction,
  event: ScheduledEvent,
  context: Context,
): Promise<undefined> {
  const { clock } = deps.reconcile;
  const schedule = scheduleOf(event, context, { clock, telemetry: deps.telemetry });
  for (const day of daysBefore(schedule.now, DAYS_BACK))
    if ((await compareDay(deps, day, schedule)) === 'unfinished') return;
  deps.telemetry.count('ReconciliationRuns');
}

async function compareDay(
  deps: ReconcileFunction,
  { name, from, to }: Day,
  { clock, deadline }: Schedule,
): Promise<'finished' | 'unfinished'> {
  if (await deps.doneDays.isDone(name)) return 'finished';
  const range = { from, to };
  const known = await deps.reconcile.archive.progress(range);
  const start = known ? reopened(known) : begin(range, clock.now());
  const onSchedule = { ...deps, reconcile: { ...deps.reconcile, clock } };
  const result = await compare(onSchedule, start, { deadline, maxRefunds: MAX_REFUNDS });
  if (result.kind === 'finished' && !isOpen(result.progress)) await deps.doneDays.markDone(name);
  return result.kind;
}

async function compareRange(
  deps: ReconcileFunction,
  event: unknown,
  context: Context,
): Promise<ReconcileAnswer> {
  const now = deps.reconcile.clock.now();
  const parsed = parseRequest(event, now);
  if ('error' in parsed) return parsed;
  const { deadline } = scheduleOf({ time: new Date(now).toISOString() }, context, {
    clock: deps.reconcile.clock,
    telemetry: deps.telemetry,
  });
  const { range, maxMs, maxRefunds } = parsed.request;
  const limits = { deadline: Math.min(deadline, now + (maxMs ?? Infinity)), maxRefunds };
  const start = await startOf(deps, range, now);
  return answerOf('kind' in start ? start : await compare(deps, start, limits));
}

/** Goes on with what was not finished; what was, begins anew. */
async function startOf(
  { reconcile: { archive } }: ReconcileFunction,
  range: Range,
  now: number,
): Promise<Progress | Reconciled> {
  try {
    const known = await archive.progress(range);
    return known && known.phase !== 'finished' ? known : begin(range, now);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    return { kind: 'unfinished', progress: begin(range, now), waitingFor: error.message };
  }
}

/** Compares as far as the limits allow, and tells operators what came of it. */
async function compare(
  { reconcile: deps, telemetry }: ReconcileFunction,
  start: Progress,
  limits: Limits,
): Promise<Reconciled> {
  const result = await reconcile(deps, start, limits);
  const { progress } = result;
  telemetry.count('ChargesRefundedByReconciliation', progress.refunded.length - start.refunded.length);
  if (result.kind === 'unfinished') {
    const { waitingFor } = result;
    telemetry.log.warn('reconciliation is not done yet', { ...summaryOf(progress), waitingFor });
    return result;
  }
  const { location } = result;
  telemetry.log.info('reconciled', { ...summaryOf(progress), notOurs: progress.notOurs, location });
  telemetry.count('ConfirmedWithoutCharge', progress.confirmedWithoutCharge.length);
  telemetry.count('ReconciliationRefundsPending', progress.refundsPending.length);
  return result;
}
