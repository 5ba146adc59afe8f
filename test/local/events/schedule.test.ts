import { parseSchedule } from '../../../local/events/schedule-expression';
import { firesOften, isDue, Schedules } from '../../../local/events/schedules';
import { type InvocationResult, type RegionTemplate } from '../../../local/types';

const firesAt = (expression: string, at: string): boolean => {
  const schedule = parseSchedule(expression);
  return schedule.kind === 'cron' && schedule.matches(new Date(at));
};

/** Examples of "Cron expressions reference" in the EventBridge Scheduler and rules guides. */
describe('cron expressions', () => {
  test.each([
    ['cron(0 10 * * ? *)', '2026-03-04T10:00:00Z', true],
    ['cron(0 10 * * ? *)', '2026-03-04T10:01:00Z', false],
    ['cron(15 12 * * ? *)', '2026-03-04T12:15:00Z', true],
    ['cron(0 18 ? * MON-FRI *)', '2026-03-06T18:00:00Z', true],
    ['cron(0 18 ? * MON-FRI *)', '2026-03-07T18:00:00Z', false],
    ['cron(0 8 1 * ? *)', '2026-04-01T08:00:00Z', true],
    ['cron(0/15 * * * ? *)', '2026-04-01T08:45:00Z', true],
    ['cron(0/15 * * * ? *)', '2026-04-01T08:50:00Z', false],
    ['cron(0/5 8-17 ? * MON-FRI *)', '2026-03-06T17:55:00Z', true],
    ['cron(0/5 8-17 ? * MON-FRI *)', '2026-03-06T18:00:00Z', false],
    ['cron(30 6 1,15 JAN,jul ? 2026)', '2026-07-15T06:30:00Z', true],
    ['cron(30 6 1,15 JAN,jul ? 2026)', '2027-07-15T06:30:00Z', false],
  ])('%s at %s', (expression, at, expected) => {
    expect(firesAt(expression, at)).toBe(expected);
  });

  test.each(['cron(0 10 L * ? *)', 'cron(0 10 * *)', 'rate(0.5 minutes)', 'every day'])(
    'refuses %s',
    (expression) => {
      expect(() => parseSchedule(expression)).toThrow(expression);
    },
  );
});

describe('when a schedule fires', () => {
  const start = Date.parse('2026-03-04T10:00:30Z');

  test('a rate fires each time its period has passed since the start', () => {
    const schedule = parseSchedule('rate(5 minutes)');
    expect(isDue(schedule, start, start + 299_999, start)).toBe(false);
    expect(isDue(schedule, start + 299_999, start + 300_000, start)).toBe(true);
    expect(isDue(schedule, start + 300_000, start + 301_000, start)).toBe(false);
  });

  test('a cron expression fires once in its minute', () => {
    const schedule = parseSchedule('cron(1 10 * * ? *)');
    expect(isDue(schedule, start, start + 30_000, start)).toBe(true);
    expect(isDue(schedule, start + 30_000, start + 31_000, start)).toBe(false);
  });

  test('a cron expression whose minute a fast clock passed over fires, within a day', () => {
    const schedule = parseSchedule('cron(1 10 * * ? *)');
    const hour = 3_600_000;
    expect(isDue(schedule, start, start + 12 * hour, start)).toBe(true);
    expect(isDue(schedule, start + hour, start + 12 * hour, start)).toBe(false);
    expect(isDue(parseSchedule('cron(1 10 4 * ? *)'), start, start + 72 * hour, start)).toBe(false);
  });
});

test.each([
  ['rate(1 minute)', true],
  ['rate(59 minutes)', true],
  ['rate(1 hour)', false],
  ['rate(2 hours)', false],
  ['rate(1 day)', false],
  ['cron(0/15 * * * ? *)', true],
  ['cron(1,59 * * * ? *)', true],
  ['cron(59 * * * ? *)', false],
  ['cron(0/20 2-3 * * ? *)', false],
  ['cron(* 0-22 * * ? *)', false],
  ['cron(0 10 * * ? *)', false],
])('%s fires several times an hour: %s', (expression, expected) => {
  for (const from of ['2026-03-04T02:10:00Z', '2026-03-04T23:59:59Z'])
    expect(firesOften(parseSchedule(expression), new Date(from))).toBe(expected);
});

function everyMinute(): RegionTemplate {
  const properties = {
    ScheduleExpression: 'rate(1 minute)',
    Targets: [{ Id: 'a', Arn: 'arn:aws:lambda:::function:f' }],
  };
  return {
    region: 'us-east-1',
    accountId: '123456789012',
    assetDirectory: () => '',
    resources: [{ logicalId: 'R', type: 'AWS::Events::Rule', ref: 'r', arn: 'arn:r', properties }],
  };
}

test('what fires every minute does so first ten seconds after the start, and never in a paused region', () => {
  jest.useFakeTimers({ now: new Date('2026-03-04T10:00:30Z') });
  const fired: string[] = [];
  let isPaused = false;
  const schedules = new Schedules({
    template: everyMinute(),
    invoke: async () => {
      fired.push(new Date().toISOString().slice(11, 19));
      return { kind: 'returned', payload: null };
    },
    log: () => undefined,
    newId: () => 'id',
  });

  schedules.start(
    () => new Date(),
    () => isPaused,
  );
  jest.advanceTimersByTime(75_000);
  isPaused = true;
  jest.advanceTimersByTime(60_000);
  schedules.stop();
  jest.useRealTimers();

  expect(fired).toEqual(['10:00:40', '10:01:40']);
});

/** Fires every minute into runs that last until `end` is called, by a clock of this speed. */
function sweeping(speed: number) {
  jest.useFakeTimers({ now: new Date('2026-03-04T10:00:30Z') });
  const base = Date.now();
  let jumpedMs = 0;
  const clock = { speed, now: () => base + (Date.now() - base) * speed + jumpedMs };
  const fired: string[] = [];
  const ends: (() => void)[] = [];
  const schedules = new Schedules({
    template: everyMinute(),
    log: () => undefined,
    newId: () => 'id',
    invoke: (_arn, event) => {
      fired.push((event as { readonly time: string }).time.slice(11, 19));
      return new Promise((resolve) => {
        ends.push(() => resolve({ kind: 'returned', payload: null }));
      });
    },
  });
  schedules.start(
    () => new Date(),
    () => false,
    clock,
  );
  const end = async (): Promise<void> => {
    for (const each of ends.splice(0)) each();
    for (let turns = 0; turns < 5; turns++) await Promise.resolve();
  };
  return { fired, end, jump: (ms: number) => (jumpedMs += ms), stop: () => schedules.stop() };
}

describe('a clock that runs faster', () => {
  afterEach(() => jest.useRealTimers());

  test('has schedules fire as often, with the real time, but none of which a run is under way', async () => {
    const { fired, end, stop } = sweeping(60);
    jest.advanceTimersByTime(1_000);
    jest.advanceTimersByTime(2_000);
    expect(fired).toEqual(['10:00:31']);
    await end();
    jest.advanceTimersByTime(1_000);
    await end();
    jest.advanceTimersByTime(1_000);
    stop();
    expect(fired).toEqual(['10:00:31', '10:00:34', '10:00:35']);
  });

  test('what fell due meanwhile fires once after the end, though nothing falls due any more', async () => {
    const { fired, end, jump, stop } = sweeping(1);
    jump(60_000);
    jest.advanceTimersByTime(1_000);
    jump(60_000);
    jest.advanceTimersByTime(3_000);
    await end();
    jest.advanceTimersByTime(1_000);
    await end();
    jest.advanceTimersByTime(4_000);
    stop();
    expect(fired).toEqual(['10:00:31', '10:00:35']);
  });

  test('nor do runs pile up where a clock jumps minute by minute', async () => {
    const { fired, end, jump, stop } = sweeping(1);
    for (let minute = 0; minute < 3; minute++) {
      jump(60_000);
      jest.advanceTimersByTime(1_000);
    }
    expect(fired).toEqual(['10:00:31']);
    await end();
    jump(60_000);
    jest.advanceTimersByTime(1_000);
    stop();
    expect(fired).toEqual(['10:00:31', '10:00:34']);
  });

  test('at the speed of real time a schedule fires whether its last run is over or not, as on AWS', () => {
    const { fired, stop } = sweeping(1);
    jest.advanceTimersByTime(135_000);
    stop();
    expect(fired).toEqual(['10:00:40', '10:01:40', '10:02:40']);
  });
});

/** Fires every minute into a function that is throttled the first time. */
function throttledOnce() {
  jest.useFakeTimers({ now: new Date('2026-03-04T10:00:30Z') });
  const results: InvocationResult[] = [{ kind: 'throttled' }];
  const fired: string[] = [];
  const schedules = new Schedules({
    template: everyMinute(),
    log: () => undefined,
    newId: () => 'id',
    invoke: async () => {
      fired.push(new Date().toISOString().slice(11, 19));
      return results.shift() ?? { kind: 'returned', payload: null };
    },
  });
  return { schedules, fired };
}

describe('a schedule whose function is throttled', () => {
  afterEach(() => jest.useRealTimers());

  test('fires again a second later', async () => {
    const { schedules, fired } = throttledOnce();
    schedules.start(
      () => new Date(),
      () => false,
    );
    await jest.advanceTimersByTimeAsync(30_000);
    schedules.stop();
    expect(fired).toEqual(['10:00:40', '10:00:41']);
  });

  test('is not waited for by runAll', async () => {
    const { schedules, fired } = throttledOnce();
    await schedules.runAll(new Date());
    expect(fired).toEqual(['10:00:30']);
  });
});

test('runAll gives what is scheduled often the event of AWS with the given time', async () => {
  const template: RegionTemplate = {
    region: 'us-east-1',
    accountId: '123456789012',
    assetDirectory: () => '',
    resources: [
      {
        logicalId: 'Sweep',
        type: 'AWS::Events::Rule',
        ref: 'my-schedule',
        arn: 'arn:aws:events:us-east-1:123456789012:rule/my-schedule',
        properties: {
          ScheduleExpression: 'rate(1 minute)',
          Targets: [{ Id: 'a', Arn: 'arn:aws:lambda:::function:f' }],
        },
      },
      {
        logicalId: 'Daily',
        type: 'AWS::Events::Rule',
        ref: 'my-day',
        arn: 'arn:aws:events:us-east-1:123456789012:rule/my-day',
        properties: {
          ScheduleExpression: 'cron(53 16 * * ? *)',
          Targets: [{ Id: 'a', Arn: 'arn:aws:lambda:::function:daily' }],
        },
      },
    ],
  };
  const invoked: unknown[] = [];
  const invoke = (functionArn: string, event: unknown): Promise<InvocationResult> => {
    invoked.push([functionArn, event]);
    return Promise.resolve({ kind: 'returned', payload: null });
  };
  const schedules = new Schedules({ template, invoke, log: () => undefined, newId: () => 'id-1' });
  await schedules.runAll(new Date('2015-10-08T16:53:06.250Z'));
  const event = {
    version: '0',
    id: 'id-1',
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: '123456789012',
    time: '2015-10-08T16:53:06Z',
    region: 'us-east-1',
    resources: ['arn:aws:events:us-east-1:123456789012:rule/my-schedule'],
    detail: {},
  };
  expect(invoked).toEqual([['arn:aws:lambda:::function:f', event]]);
});
