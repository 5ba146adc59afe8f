import { JumpingClock, ManualClock } from '../../../lambdas/adapters/memory/manual-clock';
import { StoreUnavailable } from '../../../lambdas/domain/errors';
import { type Look } from '../../../lambdas/domain/routing/verdict';
import { Probe, type ProbeNews } from '../../../lambdas/domain/routing/probe';
import { type EntryLook } from '../../../lambdas/domain/routing/entry';
import { measuringEntry } from '../../../lambdas/probe-region/entry';
import { ownHealth } from '../../../lambdas/probe-region/own-health';
import { measuringLooks, probeRegionFunction, reporter } from '../../../lambdas/probe-region/probe-region';
import { lambdaContext, scheduledEvent } from '../support/events';
import { RecordingTelemetry } from '../support/recording-telemetry';

const NOW = Date.UTC(2026, 0, 1);
const lookAtEntry = () => Promise.resolve();

/** What a run does with an event of that time. */
async function run(time: string): Promise<string[]> {
  const done: string[] = [];
  const probe = {
    watch: async (forMs: number) => void done.push(`for ${forMs}`),
    lookOnce: async () => (done.push('once'), { kind: 'blind' as const }),
  };
  const telemetry = new RecordingTelemetry();
  const handler = probeRegionFunction({
    ...{ probe, telemetry, clock: new JumpingClock(NOW) },
    lookAtEntry: async () => void done.push('entry'),
  });
  await handler(scheduledEvent(time), lambdaContext(80_000));
  expect(telemetry.ended).toBe(1);
  return done;
}

const at = (seconds: number) => new Date(NOW + seconds * 1_000).toISOString();

test.each([
  ['on time', at(0)],
  ['late', at(-50)],
  ['a little ahead, as clocks differ', at(29)],
  ['of no valid time', 'soon'],
])('an event that is %s begins a watch of 55 s', async (_, time) => {
  expect(await run(time)).toEqual(['for 55000', 'entry']);
});

test.each([30, 60, 86_400])(
  'an event that is %d s ahead makes one look and waits for nothing',
  async (seconds) => {
    expect(await run(at(seconds))).toEqual(['once', 'entry']);
  },
);

test.each<[ProbeNews, string, string | undefined]>([
  [
    { kind: 'written', region: 'us-west-2', routing: { in: false, weight: 100 }, why: 'no answer' },
    'warn',
    'RoutingChanged',
  ],
  [
    {
      kind: 'not_written',
      region: 'us-west-2',
      routing: { in: false, weight: 100 },
      error: new Error('403'),
    },
    'error',
    'RoutingUnavailable',
  ],
  [{ kind: 'not_read', error: new Error('403') }, 'warn', 'RoutingUnavailable'],
  [{ kind: 'look_failed', why: '503 evacuated' }, 'warn', 'ProbeLooksFailed'],
  [{ kind: 'look_unclear', why: '429' }, 'warn', 'ProbeLooksUnclear'],
  [{ kind: 'blind' }, 'warn', 'ProbesBlind'],
])('%j is told and counted', (news, level, metric) => {
  const telemetry = new RecordingTelemetry();
  reporter('us-west-2', telemetry)(news);
  expect(telemetry.lines).toMatchObject([{ level, fields: { other: 'us-west-2' } }]);
  expect([...telemetry.counts]).toEqual([[metric, 1]]);
  // A run lasts a minute: an operator should not hear of a changed routing at its end.
  expect(telemetry.published).toBe(metric === 'RoutingChanged' ? 1 : 0);
});

describe('each look is measured once', () => {
  type Seen = Exclude<Look, { kind: 'blind' }>;

  /** One run of the function, whose probe sees these one after another. */
  async function looksAt(healthy: boolean, ...seen: readonly Seen[]) {
    const telemetry = new RecordingTelemetry();
    const clock = new JumpingClock(NOW);
    const left = [...seen];
    const probe = new Probe({
      ...{ own: 'us-east-1', other: 'us-west-2', clock },
      lookout: { look: async () => left.shift() ?? { kind: 'good', weight: 100 } },
      ownHealth: async () => healthy,
      store: { read: async () => undefined, write: async () => undefined },
      tell: () => undefined,
      looked: measuringLooks(telemetry),
    });
    const handler = probeRegionFunction({ probe, clock, telemetry, lookAtEntry });
    for (const _ of seen) await handler(scheduledEvent(at(86_400)), lambdaContext(80_000));
    return [telemetry.measured('OtherRegionHealthy'), telemetry.measured('ObserverHealthy')];
  }

  const good: Seen = { kind: 'good', weight: 100 };
  const failed: Seen = { kind: 'failed', why: 'no answer' };

  test('of a Region that is well, and then not', async () => {
    expect(await looksAt(true, good, failed)).toEqual([
      [1, 0],
      [1, 1],
    ]);
  });

  test('by an observer that is not well itself', async () => {
    expect(await looksAt(false, failed)).toEqual([[0], [0]]);
  });

  test('that was turned away says nothing of the other Region', async () => {
    expect(await looksAt(true, { kind: 'unclear', why: '429' })).toEqual([[], [1]]);
  });

  test('of a Region that was evacuated says nothing of it: nobody is woken by what was planned', async () => {
    expect(await looksAt(true, { ...failed, why: '503 evacuated', evacuated: true })).toEqual([[], [1]]);
  });

  test('of a watch, all twelve', async () => {
    const telemetry = new RecordingTelemetry();
    const clock = new JumpingClock(NOW);
    const probe = new Probe({
      ...{ own: 'us-east-1', other: 'us-west-2', clock },
      lookout: { look: async () => good },
      ownHealth: async () => true,
      store: { read: async () => undefined, write: async () => undefined },
      tell: () => undefined,
      looked: measuringLooks(telemetry),
    });
    await probeRegionFunction({ probe, clock, telemetry, lookAtEntry })(
      scheduledEvent(at(0)),
      lambdaContext(80_000),
    );
    expect(telemetry.measured('OtherRegionHealthy')).toEqual(Array.from({ length: 12 }, () => 1));
  });
});

describe('the entry', () => {
  async function entryThat(look: EntryLook) {
    const telemetry = new RecordingTelemetry();
    await measuringEntry({ look: async () => look }, telemetry)();
    return { measured: telemetry.measured('EntryHealthy'), lines: telemetry.lines };
  }

  test('is healthy while it is open, of which there is nothing to tell', async () => {
    expect(await entryThat({ kind: 'open' })).toEqual({ measured: [1], lines: [] });
  });

  test('is not while it is closed', async () => {
    expect(await entryThat({ kind: 'closed', why: '503' })).toMatchObject({
      measured: [0],
      lines: [{ level: 'warn', fields: { why: '503' } }],
    });
  });

  test('is neither while it turns looks away', async () => {
    expect(await entryThat({ kind: 'unclear', why: '429' })).toMatchObject({
      measured: [],
      lines: [{ level: 'warn', fields: { why: '429' } }],
    });
  });

  test('that is slow delays no look, and that is closed changes no verdict', async () => {
    const telemetry = new RecordingTelemetry();
    const clock = new JumpingClock(NOW);
    const looks: number[] = [];
    const written: unknown[] = [];
    let answer: (look: EntryLook) => void = () => undefined;
    const entry = { look: () => new Promise<EntryLook>((resolve) => (answer = resolve)) };
    const probe = new Probe({
      ...{ own: 'us-east-1', other: 'us-west-2', clock },
      lookout: {
        look: async () => {
          looks.push((clock.now() - NOW) / 1_000);
          if (looks.length === 12) answer({ kind: 'closed', why: '503' });
          return { kind: 'good', weight: 100 };
        },
      },
      ownHealth: async () => true,
      store: { read: async () => undefined, write: async (...call) => void written.push(call) },
      tell: (news) => written.push(news),
    });
    const handler = probeRegionFunction({
      ...{ probe, clock, telemetry },
      lookAtEntry: measuringEntry(entry, telemetry),
    });
    await handler(scheduledEvent(at(0)), lambdaContext(80_000));
    expect(looks).toEqual([0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55]);
    expect(written).toEqual([]);
    expect(telemetry.measured('EntryHealthy')).toEqual([0]);
  });
});

describe('own health', () => {
  const health = (read: () => Promise<void>, clock = new ManualClock()) => ({
    clock,
    ask: ownHealth(read, clock),
  });

  test('is well while the Ledger can be read', async () => {
    expect(await health(async () => undefined).ask()).toBe(true);
  });

  test('is unwell without a quorum', async () => {
    const refused = () => Promise.reject(new StoreUnavailable('no quorum', 'not_applied'));
    expect(await health(refused).ask()).toBe(false);
  });

  test('is unwell when the Ledger takes longer than a look', async () => {
    const { clock, ask } = health(() => new Promise(() => undefined));
    const answer = ask();
    clock.advance(2_000);
    expect(await answer).toBe(false);
  });
});
