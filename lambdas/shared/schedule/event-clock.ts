import { type Context, type ScheduledEvent } from 'aws-lambda';
import { type Clock } from '../../domain/runtime';
import { type Telemetry } from '../telemetry/telemetry';

/** EventBridge's own events have this source, and nobody else's can. */
export const isScheduled = (event: unknown): event is ScheduledEvent =>
  typeof event === 'object' && event !== null && 'source' in event && event.source === 'aws.events';

/** Time of a scheduled run: the event's, and what has passed since. */
export interface Schedule {
  /** When the schedule fired, or now if that is past, in milliseconds since the epoch. */
  readonly now: number;
  readonly clock: Clock;
  /** On `clock`: no more work is begun after it. */
  readonly deadline: number;
}

/**
 * Kept back to end what was begun before the deadline: the longest is an order whose payment provider is slow, up to
 * 20 s with a worker's time-outs.
 */
const TIME_TO_FINISH_MS = 30_000;

/**
 * The clock of a scheduled run. An event may be ahead, where somebody moves the time on; it may also be late, as Lambda
 * keeps events while it is out of capacity: then what it says is over, and a run that believed it would write due times
 * that are past already. A time that is none falls back to the real clock, with a warning.
 */
export function scheduleOf(
  event: Pick<ScheduledEvent, 'time'>,
  context: Context,
  { clock, telemetry }: { clock: Clock; telemetry: Telemetry },
): Schedule {
  const startedAt = clock.now();
  const now = Math.max(startedAt, timeOf(event.time) ?? warned(startedAt, telemetry));
  const remaining = Math.max(0, context.getRemainingTimeInMillis() - TIME_TO_FINISH_MS);
  return {
    now,
    clock: { now: () => now + (clock.now() - startedAt), sleep: (ms) => clock.sleep(ms) },
    deadline: now + remaining,
  };
}

/** The time of an event: EventBridge sends ISO 8601 in UTC (its user guide, "Events"). Undefined when it is none. */
export function timeOf(text: unknown): number | undefined {
  const iso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;
  const time = typeof text === 'string' && iso.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? undefined : time;
}

function warned(startedAt: number, telemetry: Telemetry): number {
  telemetry.log.warn('the event has no valid time; the real clock is used');
  return startedAt;
}
