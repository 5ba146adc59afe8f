import { CloudClock } from '../../../local/cloudwatch/clock';
import { ManualTime } from './manual-time';

const MINUTE = 60_000;

function listening(clock: CloudClock) {
  const minutes: string[] = [];
  const stop = clock.onMinute((minute, jumped) =>
    minutes.push(`${new Date(minute).toISOString().slice(11, 16)}${jumped ? ' jumped' : ''}`),
  );
  return { minutes, stop };
}

test('runs as real time does, and tells of each minute that begins', () => {
  const time = new ManualTime('2026-11-21T12:00:10Z');
  const clock = new CloudClock(time);
  const { minutes } = listening(clock);
  time.pass(2 * MINUTE);
  expect(clock.now()).toBe(time.now());
  expect(clock.ahead).toBe(0);
  expect(minutes).toEqual(['12:01', '12:02']);
});

test('runs faster from the moment at which it is told to, without a leap', () => {
  const time = new ManualTime();
  const clock = new CloudClock(time);
  const { minutes } = listening(clock);
  clock.setSpeed(60);
  expect(clock.now()).toBe(time.now());
  time.pass(3_000);
  expect(minutes).toEqual(['12:01', '12:02', '12:03']);
  clock.setSpeed(1);
  expect(clock.ahead).toBe(3 * MINUTE - 3_000);
  time.pass(MINUTE);
  expect(minutes.at(-1)).toBe('12:04');
});

test('a clock too fast for a timer a minute tells of every minute all the same', () => {
  const time = new ManualTime();
  const clock = new CloudClock(time);
  const { minutes } = listening(clock);
  clock.setSpeed(3_600);
  time.pass(1_000);
  expect(minutes).toHaveLength(60);
  expect(new Set(minutes).size).toBe(60);
});

test('a process that could not look for long makes up for ten minutes at most', () => {
  const time = new ManualTime();
  const clock = new CloudClock({
    now: time.now,
    after: (milliseconds, run) => time.after(milliseconds + 45 * MINUTE, run),
  });
  const { minutes } = listening(clock);
  time.pass(46 * MINUTE);
  expect(minutes).toHaveLength(10);
  expect(minutes.at(-1)).toBe('12:46');
});

test('a jump is told at once, and once', () => {
  const time = new ManualTime();
  const clock = new CloudClock(time);
  const { minutes } = listening(clock);
  clock.advance(3_600 + 30);
  expect(minutes).toEqual(['13:00 jumped']);
  time.pass(30_000);
  expect(minutes).toEqual(['13:00 jumped', '13:01']);
});

test('nobody listens, no timer waits', async () => {
  const time = new ManualTime();
  const clock = new CloudClock(time);
  expect(time.waiting).toBe(0);
  const { minutes, stop } = listening(clock);
  stop();
  time.pass(5 * MINUTE);
  expect([minutes, time.waiting]).toEqual([[], 0]);
  listening(clock);
  await clock.close();
  expect(time.waiting).toBe(0);
});
