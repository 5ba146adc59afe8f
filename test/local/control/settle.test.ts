import { eventTimeOf, Settling, type SettleOptions } from '../../../local/control/settle';
import { shareRuns } from '../../../local/control/share-runs';
import { type RunningRegion } from '../../../local/types';

const START = new Date('2026-01-01T00:00:00Z').getTime();
const MINUTE = 60_000;

let clock: number;
let dueAt: number[];
let schedules: Date[];
let backlogs: number[];
let faults: object;
let outage: boolean;
/** An invocation is under way until then. */
let busyUntil: number;

beforeEach(() => {
  clock = START;
  dueAt = [];
  schedules = [];
  backlogs = [];
  faults = {};
  outage = false;
  busyUntil = 0;
});

const minutes = (date: Date) => (date.getTime() - START) / MINUTE;

/** A region whose schedules finish orders that are due, or put them off by a quarter of an hour in an outage. */
function region(): RunningRegion {
  const untouched = () => Promise.reject(new Error('not part of settling'));
  return {
    region: 'us-east-1',
    template: { region: 'us-east-1', accountId: '', resources: [], assetDirectory: (key) => key },
    awsEndpoint: '',
    invoke: untouched,
    queues: untouched,
    close: untouched,
    revealMessages: async () => undefined,
    pauseQueues: () => undefined,
    resumeQueues: () => undefined,
    runSchedules: async (now) => {
      schedules.push(now);
      dueAt = outage
        ? dueAt.map((due) => (due <= now.getTime() ? now.getTime() + 15 * MINUTE : due))
        : dueAt.filter((due) => due > now.getTime());
    },
    crashes: () => [],
    functions: () => [],
    backlog: async () => ({ messages: backlogs.shift() ?? 0, working: busyUntil > clock ? 1 : 0 }),
  };
}

/** Time passes only while settling waits; its own limit of a minute counts as well. */
function settling(regions: readonly RunningRegion[], onDelay: () => void = () => undefined): Settling {
  let expire: () => void = () => undefined;
  const options: SettleOptions = {
    regions: () => regions,
    ordersOwed: async () => ({ count: dueAt.length, dueAt }),
    hindrances: () => faults,
    now: () => new Date(clock),
    delay: async (milliseconds) => {
      if (milliseconds >= MINUTE) return new Promise((resolve) => (expire = resolve));
      clock += milliseconds;
      onDelay();
      if (clock - START >= MINUTE) expire();
    },
  };
  return new Settling(options);
}

describe('settling', () => {
  it('takes one round when nothing is owed', async () => {
    expect(await settling([region()]).run()).toEqual({ settled: true, rounds: 1 });
  });

  it('goes beyond whatever is due, however far away', async () => {
    dueAt = [START + 20 * MINUTE, START + 12 * 60 * MINUTE];
    expect(await settling([region()]).run()).toEqual({ settled: true, rounds: 1 });
    expect(schedules.map(minutes)).toEqual([12 * 60 + 1]);
  });

  it('goes further when that was not enough', async () => {
    dueAt = [START];
    const stubborn: RunningRegion = {
      ...region(),
      runSchedules: async (now) => {
        schedules.push(now);
        if (minutes(now) >= 30) dueAt = [];
      },
    };
    expect(await settling([stubborn]).run()).toEqual({ settled: true, rounds: 4 });
    expect(schedules.map(minutes)).toEqual([1, 5, 15, 30]);
  });

  it('waits for messages and invocations under way', async () => {
    backlogs = [3, 2, 1, 0, 2, 0, 0];
    expect(await settling([region()]).run()).toEqual({ settled: true, rounds: 1 });
    expect(backlogs).toEqual([]);
  });

  it('waits for an invocation, however long it takes, before it moves the time on', async () => {
    backlogs = [...Array.from({ length: 400 }, () => 1), 0];
    busyUntil = START + 9_000;
    const runs: number[] = [];
    const watched = { ...region(), runSchedules: async () => void runs.push(clock - START) };
    await settling([watched]).run();

    expect(runs[0]).toBeGreaterThanOrEqual(9_000);
  });

  it('lets no worker of any Region begin while schedules run ahead of the time', async () => {
    const told: string[] = [];
    const tell = (name: string) => ({
      ...region(),
      pauseQueues: () => void told.push(`${name} pauses`),
      resumeQueues: () => void told.push(`${name} goes on`),
      runSchedules: async () => void told.push(`${name} sweeps`),
    });
    await settling([tell('east'), tell('west')]).run();

    expect(told).toEqual([
      'east pauses',
      'west pauses',
      'east sweeps',
      'west sweeps',
      'east goes on',
      'west goes on',
    ]);
  });

  it('lets the queues go on when a schedule fails', async () => {
    let paused = false;
    const failing = {
      ...region(),
      pauseQueues: () => void (paused = true),
      resumeQueues: () => void (paused = false),
      runSchedules: () => Promise.reject(new Error('no room')),
    };
    await expect(settling([failing]).run()).rejects.toThrow('no room');
    expect(paused).toBe(false);
  });

  it('goes on to the next round when what is left does not move', async () => {
    backlogs = [...Array.from({ length: 200 }, () => 1), 0];
    const result = await settling([region()]).run();

    expect(result.settled).toBe(true);
    expect(clock - START).toBeLessThan(6_000);
  });
});

describe('in an outage', () => {
  beforeEach(() => {
    outage = true;
    dueAt = [START];
  });

  it('ends after a minute with what is left, without having moved far', async () => {
    expect(await settling([region()]).run()).toMatchObject({
      settled: false,
      owed: { messages: 0, orders: 1 },
    });
    expect(minutes(new Date(dueAt[0] ?? 0))).toBeLessThan(5 * 60);
  });

  it('goes on at once when the faults change', async () => {
    const healing = () => {
      if (clock - START < 1_000) return;
      outage = false;
      faults = {};
    };
    const result = await settling([region()], () => {
      if (outage) healing();
    }).run();

    expect(result.settled).toBe(true);
    expect(clock - START).toBeLessThan(2_000);
  });

  it('does not pause when they changed during a round', async () => {
    const healedMeanwhile: RunningRegion = {
      ...region(),
      runSchedules: async (now) => {
        await region().runSchedules(now);
        if (schedules.length < 5) return;
        outage = false;
        faults = {};
      },
    };
    expect((await settling([healedMeanwhile]).run()).settled).toBe(true);
    expect(schedules).toHaveLength(6);
    expect(clock - START).toBeLessThan(11_000);
  });

  it('does not wait for a function that runs on', async () => {
    const never: RunningRegion = { ...region(), runSchedules: () => new Promise(() => undefined) };
    let expire: () => void = () => undefined;
    const running = new Settling({
      regions: () => [never],
      ordersOwed: async () => ({ count: 2, dueAt: [] }),
      hindrances: () => faults,
      now: () => new Date(clock),
      delay: () => new Promise((resolve) => (expire = resolve)),
    }).run();
    expire();

    expect(await running).toEqual({ settled: false, rounds: 0, owed: { messages: 0, orders: 2 } });
  });
});

describe('the event time', () => {
  it('never gets so far that an unpaid order expires', () => {
    const now = new Date(START);
    const hours = (due: number[], vain: number) => minutes(eventTimeOf(now, due, vain)) / 60;

    expect(hours([START + 19.4 * 60 * MINUTE], 3)).toBe(19.5);
    expect(hours([START + 24 * 60 * MINUTE], 0)).toBeLessThan(1);
  });
});

describe('calls that come together', () => {
  it('share one run, later ones start another', async () => {
    let runs = 0;
    const settle = shareRuns(async () => (runs += 1));

    expect(await Promise.all([settle(), settle()])).toEqual([1, 1]);
    expect(await settle()).toBe(2);
  });
});
