import middy from '@middy/core';
import { type Context } from 'aws-lambda';
import { type Telemetry } from '../telemetry/telemetry';
import { correlated } from './correlated';

/** A function that a queue or a schedule invokes, as Lambda calls it. */
export type BackgroundHandler<Event, Result> = (event: Event, context: Context) => Promise<Result>;

/**
 * Wraps a function that nobody waits for. It is not ended early: Lambda's own time-out sends its messages
 * back to the queue.
 */
export function backgroundFunction<Event, Result>(
  telemetry: Telemetry,
  run: BackgroundHandler<Event, Result>,
): BackgroundHandler<Event, Result> {
  return middy<Event, Result>({ timeoutEarlyInMillis: 0 })
    .use(correlated<Event>(telemetry, () => undefined))
    .handler((event: Event, context: Context) => run(event, context));
}
