import { judgeAlarms } from '../../../../tools/drill/alarms/judge';
import { type AlarmRecord, type Evidence } from '../../../../tools/drill/alarms/record';
import { holds } from '../../../../tools/drill/verdicts/verdict';
import { follower, QUIET, record, run, rung } from './samples';

const broken = (of: AlarmRecord): string[] =>
  judgeAlarms(of)
    .filter((verdict) => !holds(verdict))
    .map(({ claim, wrong }) => `${claim}: ${wrong.map(({ subject, what }) => `${subject} ${what}`).join()}`);

const STRAY = { region: 'us-west-2', alarm: 'error-logs', reason: 'a line' };

const EVENTS = QUIET.evidence.events;
const withEvidence = (more: Partial<Evidence>): AlarmRecord =>
  record({ quietHour: { ...QUIET, evidence: { ...QUIET.evidence, ...more } } });

it('all is well when each rang, told whom it had to, and was over', () => {
  expect(judgeAlarms(record())).toHaveLength(8);
  expect(broken(record())).toEqual([]);
});

it.each([
  [
    'that rang before',
    record({ runs: [run({ rung: [rung({ rangBefore: true })] })] }),
    'no alarm rang before its fault: payments-down in outage it rang already',
  ],
  [
    'that did not ring',
    record({ runs: [run({ rung: [rung({ fired: null, cleared: null })] })] }),
    'every alarm rang for the fault that it is for: payments-down in outage did not ring within 12 minutes',
  ],
  [
    'that told nobody',
    record({ runs: [run({ rung: [rung({ told: [] })] })] }),
    'each told somebody: payments-down in outage nobody was told',
  ],
  [
    'of a follower that was loud',
    record({ runs: [run({ rung: [follower({ told: ['email a@example.com'] })] })] }),
    'followers rang and told nobody while their cause did: payment-success-fast-burn in outage told email a@example.com',
  ],
  [
    'of a follower that did not ring',
    record({ runs: [run({ rung: [follower({ fired: null })] })] }),
    'followers rang and told nobody while their cause did: payment-success-fast-burn in outage did not ring',
  ],
  [
    'that never was over',
    record({ runs: [run({ rung: [rung({ cleared: null })] })] }),
    'each was over once its fault was healed: payments-down in outage it rings still',
  ],
  [
    'that nobody awaited',
    record({ runs: [run({ strays: [STRAY] })] }),
    'no other alarm told anybody: outage error-logs in us-west-2 (a line)',
  ],
  [
    'of the quiet hour',
    record({ quietHour: { ...QUIET, rang: [STRAY] } }),
    'an hour of normal traffic: no alarm rang, nobody was told: error-logs in us-west-2 a line',
  ],
  [
    'without an event to judge',
    withEvidence({
      events: [...EVENTS, { region: 'us-west-2', objective: 'browse-latency', events: 0, bad: 0 }],
    }),
    'in that hour the burn rates were judged on what was sent: browse-latency in us-west-2 no event of it reached CloudWatch',
  ],
  [
    'that was not judged',
    withEvidence({ unjudged: [{ region: 'us-west-2', alarm: 'holdfast-browse-latency-burn-3d' }] }),
    'in that hour the burn rates were judged on what was sent: holdfast-browse-latency-burn-3d in us-west-2 it had insufficient data',
  ],
  [
    'that did not see all orders',
    withEvidence({ events: EVENTS.map((each) => ({ ...each, events: 79 })) }),
    'in that hour the burn rates were judged on what was sent: checkout-availability 158 calls reached CloudWatch, and 160 were answered',
  ],
])('finds an alarm %s', (_, of, expected) => {
  expect(broken(of)).toContain(expected);
});

it('says of an alarm on latency that rings in the quiet hour that answers were late in truth', () => {
  const late = { region: 'us-west-2', alarm: 'browse-latency-slow-burn', reason: 'It rings.' };
  const events = [
    ...EVENTS,
    { region: 'us-east-1', objective: 'browse-latency', events: 700, bad: 5 },
    { region: 'us-west-2', objective: 'browse-latency', events: 800, bad: 9 },
  ];
  const evidence = { events, unjudged: [] };
  const [told] = broken(record({ quietHour: { ...QUIET, rang: [late, STRAY], evidence } }));
  expect(told).toContain(
    'It rings. In truth 9 of 800 answers (browse-latency, us-west-2) came too late: is this machine at rest,',
  );
  expect(told).toMatch(/error-logs in us-west-2 a line$/);

  const low = { region: 'us-east-1', alarm: 'budget-low', reason: 'It rings.' };
  const [budget] = broken(record({ quietHour: { ...QUIET, rang: [low], evidence } }));
  expect(budget).toContain('In truth 5 of 700 answers (browse-latency, us-east-1) and 9 of 800 answers (');
});

it('judges only what was played', () => {
  expect(judgeAlarms(record({ runs: [] }))).toHaveLength(2);
  expect(judgeAlarms(record({ quietHour: null }))).toHaveLength(6);
});
