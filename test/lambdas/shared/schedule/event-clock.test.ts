import { ManualClock } from '../../../../lambdas/adapters/memory/manual-clock';
import { scheduleOf } from '../../../../lambdas/shared/schedule/event-clock';
import { lambdaContext } from '../../support/events';
import { RecordingTelemetry } from '../../support/recording-telemetry';

const START = Date.UTC(2026, 0, 1);

function schedule(time: unknown, remainingMs = 60_000) {
  const clock = new ManualClock(START);
  const telemetry = new RecordingTelemetry();
  const made = scheduleOf({ time: time as string }, lambdaContext(remainingMs), { clock, telemetry });
  return { ...made, realClock: clock, telemetry };
}

it('takes the time from the event and lets it go on', () => {
  const { now, clock, realClock, telemetry } = schedule('2026-03-01T12:00:00Z');
  expect(now).toBe(Date.UTC(2026, 2, 1, 12));
  realClock.advance(2500);
  expect(clock.now()).toBe(now + 2500);
  expect(telemetry.lines).toEqual([]);
});

it('does not believe an event that is late', () => {
  const { now, clock } = schedule('2025-12-31T23:50:00Z');
  expect(now).toBe(START);
  expect(clock.now()).toBe(START);
});

it('stops 30 s before the function is ended', () => {
  const { now, deadline } = schedule('2026-03-01T12:00:00Z');
  expect(deadline).toBe(now + 30_000);
  expect(schedule('2026-03-01T12:00:00Z', 10_000).deadline).toBe(now);
});

it.each([undefined, '', 'now', '2026-13-01T00:00:00Z', 1_772_366_400_000])(
  'falls back to the real clock with a warning when the time is %p',
  (time) => {
    const { now, telemetry } = schedule(time);
    expect(now).toBe(START);
    expect(telemetry.lines).toEqual([
      { level: 'warn', message: 'the event has no valid time; the real clock is used', fields: {} },
    ]);
  },
);
