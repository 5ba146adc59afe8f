import { offsetOf, Settling, type SettleOptions } from '../../../local/control/settle';
import { shareRuns } from '../../../local/control/share-runs';
import { type RunningRegion } from '../../../local/types';

const START = new Date('2026-01-01T00:00:00Z').getTime();

let clock: number;
let orders: number;
let schedules: Date[];
let backlogs: number[];

beforeEach(() => {
  clock = START;
  orders = 0;
  schedules = [];
  backlogs = [];
});

/** A region whose n-th schedule run takes one order out of the work index when it is due by then. */
function region(dueAfterMinutes: number): RunningRegion {
  const untouched = () => Promise.reject(new Error('not part of settling'));
  return {
    region: 'us-east-1',
    template: { region: 'us-east-1', accountId: '', resources: [], assetDirectory: (key) => key },
    awsEndpoint: '',
    invoke: untouched,
    queues: untouched,
    close: untouched,
    revealMessages: async () => undefined,
    runSchedules: async (now) => {
      schedules.push(now);
      if (now.getTime() - START >= dueAfterMinutes * 60_000) orders = 0;
    },
    backlog: async () => backlogs.shift() ?? 0,
  };
}

function settling(regions: readonly RunningRegion[]): Settling {
  const options: SettleOptions = {
    regions: () => regions,
    ordersOwed: async () => orders,
    now: () => new Date(clock),
    delay: async (milliseconds) => {
      if (milliseconds >= 60_000) await new Promise(() => undefined);
      clock += milliseconds;
    },
  };
  return new Settling(options);
}

describe('settling', () => {
  it('takes one round when nothing is owed', async () => {
    expect(await settling([region(0)]).run()).toEqual({ settled: true, rounds: 1 });
  });

  it('moves the event time forward until back-offs are over', async () => {
    orders = 1;
    expect(await settling([region(20)]).run()).toEqual({ settled: true, rounds: 4 });
    expect(schedules.map((now) => (now.getTime() - START) / 60_000)).toEqual([1, 5, 15, 30]);
  });

  it('waits for messages and invocations under way', async () => {
    backlogs = [3, 2, 1, 0, 2, 0, 0];
    expect(await settling([region(0)]).run()).toEqual({ settled: true, rounds: 1 });
    expect(backlogs).toEqual([]);
  });

  it('goes on to the next round when what is left does not move', async () => {
    backlogs = [...Array.from({ length: 200 }, () => 1), 0];
    const result = await settling([region(0)]).run();

    expect(result.settled).toBe(true);
    expect(clock - START).toBeLessThan(6_000);
  });
});

describe('what is left', () => {
  it('is told when the time is over', async () => {
    orders = 2;
    const never: RunningRegion = { ...region(0), runSchedules: () => new Promise(() => undefined) };
    let expire: () => void = () => undefined;
    const running = new Settling({
      regions: () => [never],
      ordersOwed: async () => orders,
      now: () => new Date(clock),
      delay: () => new Promise((resolve) => (expire = resolve)),
    }).run();
    expire();

    expect(await running).toEqual({ settled: false, rounds: 0, owed: { messages: 0, orders: 2 } });
  });
});

describe('the event time', () => {
  it('never gets so far that an unpaid order expires', () => {
    const offsets = Array.from({ length: 1_000 }, (_, round) => offsetOf(round) / 3_600_000);
    expect(Math.max(...offsets)).toBe(19.5);
    expect([...offsets].sort((left, right) => left - right)).toEqual(offsets);
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
