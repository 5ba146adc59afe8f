import { type ScheduledEvent } from 'aws-lambda';
import { LOOK_EVERY_MS, type Probe, type ProbeNews, type Sight } from '../domain/routing/probe';
import { type Clock } from '../domain/runtime';
import { backgroundFunction, type BackgroundHandler } from '../shared/middleware/background-function';
import { timeOf } from '../shared/schedule/event-clock';
import { describeError, type Telemetry } from '../shared/telemetry/telemetry';

/** What the probe's schedule needs. */
export interface ProbeRegion {
  /** Outlives the runs of its environment. */
  readonly probe: Pick<Probe, 'watch' | 'lookOnce'>;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** Never throws, and ends long before a watch does. */
  readonly lookAtEntry: () => Promise<void>;
}

/** The schedule comes every minute: the next run begins with a look when this one's next would be due. */
const WATCH_MS = 60_000 - LOOK_EVERY_MS;

/** An event so far ahead was sent by somebody who moves the time on, and waits for the functions. */
const AHEAD_MS = 30_000;

/**
 * The function behind the probe's schedule. Each run looks at the entry once, beside the looks at the other Region, which
 * neither wait for it nor hear of it. Its Lambda time-out is WATCH_MS and what a last look may take.
 */
export function probeRegionFunction(props: ProbeRegion): BackgroundHandler<ScheduledEvent, void> {
  const { probe, clock, telemetry, lookAtEntry } = props;
  return backgroundFunction(telemetry, async ({ time }) => {
    const now = clock.now();
    const ahead = (timeOf(time) ?? now) - now >= AHEAD_MS;
    await Promise.all([ahead ? probe.lookOnce() : probe.watch(WATCH_MS), lookAtEntry()]);
  });
}

/**
 * Publishes each look. Only while the observer is healthy does a bad look say something of the other Region: the strong
 * read of the own Ledger takes a quorum, that is a third place. One that was turned away says nothing of it at all, and
 * a Region that its operators took out is not sick: nobody has to be told of what they did themselves.
 */
export const measuringLooks =
  (telemetry: Telemetry) =>
  ({ other, ownHealthy }: Sight): void => {
    telemetry.measure('ObserverHealthy', ownHealthy ? 1 : 0, 'Count');
    if (other === 'good' || other === 'failed')
      telemetry.measure('OtherRegionHealthy', other === 'good' ? 1 : 0, 'Count');
  };

/** Tells what a probe does, in logs and metrics. */
export function reporter(other: string, telemetry: Telemetry): (news: ProbeNews) => void {
  const { log } = telemetry;
  return (news) => {
    switch (news.kind) {
      case 'written':
        telemetry.count('RoutingChanged');
        telemetry.publish();
        return log.warn('routing changed', { other, of: news.region, ...news.routing, why: news.why });
      case 'not_written':
        telemetry.count('RoutingUnavailable');
        return log.error('routing could not be changed', {
          other,
          of: news.region,
          ...news.routing,
          error: describeError(news.error),
        });
      case 'not_read':
        telemetry.count('RoutingUnavailable');
        return log.warn('routing could not be read', { other, error: describeError(news.error) });
      case 'look_failed':
        telemetry.count('ProbeLooksFailed');
        return log.warn('the other Region did not pass a look', { other, why: news.why });
      case 'look_unclear':
        telemetry.count('ProbeLooksUnclear');
        return log.warn('the other Region turned a look away, which proves nothing', {
          other,
          why: news.why,
        });
      case 'blind':
        telemetry.count('ProbesBlind');
        return log.warn('not fit to judge the other Region: no strong read of the Ledger', { other });
    }
  };
}
