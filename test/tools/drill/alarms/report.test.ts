import { alarmSection, BEGIN, END, withSection } from '../../../../tools/drill/alarms/document';
import { judgeAlarms } from '../../../../tools/drill/alarms/judge';
import { type AlarmRecord } from '../../../../tools/drill/alarms/record';
import { describeAlarmReport, lengthOf, toAlarmReport } from '../../../../tools/drill/alarms/report';
import { OUTAGE, QUIET, record, run, rung } from './samples';

const MACHINE = { cpu: 'A CPU', cores: 2, memoryGb: 8, node: 'v24.0.0', platform: 'linux-x64' };
const reportOf = (of: AlarmRecord) =>
  toAlarmReport(of, judgeAlarms(of), { date: '2026-11-21', machine: MACHINE });

it('says of each alarm how it was brought about, when it rang and was over, and whom it told', () => {
  const lines = describeAlarmReport(reportOf(record()));
  expect(lines[0]).toBe('alarms, seed 7, A CPU, 2 cores, 8 GB, linux-x64, Node v24.0.0');
  expect(lines.find((line) => line.startsWith('payments-down'))?.split(/ {2,}/)).toEqual([
    'payments-down',
    '2 min',
    '2.1 h',
    '2.0 s / 3.0 s',
    'fault',
    'email, sms',
    'outage',
  ]);
  expect(lines.find((line) => line.startsWith('payment-success'))).toContain('suppressed');
  expect(lines).toContain('160 orders (150 answered 201, 6 answered 402, 4 answered 409)');
  expect(lines).toContain('judged in us-west-2: checkout-availability 70 (2 bad)');
  expect(lines.at(-1)).toBe('All is well.');
});

it('says so when an alarm did not ring', () => {
  const lines = describeAlarmReport(
    reportOf(record({ runs: [run({ rung: [rung({ fired: null, cleared: null, told: [] })] })] })),
  );
  expect(lines.find((line) => line.startsWith('payments-down'))).toContain('never');
  expect(lines.at(-1)).toBe('NOT all is well.');
});

it.each([
  [60_000, '1 min'],
  [61_000, '2 min'],
  [119 * 60_000, '119 min'],
  [120 * 60_000, '2.0 h'],
  [48 * 3_600_000, '2.0 d'],
])('%d ms of the clock are %s', (clockMs, text) => {
  expect(lengthOf({ clockMs, realMs: 0 })).toBe(text);
});

it('writes a table with date, cores and seed', () => {
  const section = alarmSection(reportOf(record())).join('\n');
  expect(section).toContain('on 2026-11-21, on 2 cores, seed 7');
  expect(section).toMatch(/\| `payments-down` +\| outage: the provider fails +\| fault +\|/);
  expect(section).toContain('- `orders-anomaly` is not drilled: a band.');
  expect(section).toContain('`payment-success-burn-5m`');
  expect(section).toContain('Every verdict of the drill held.');
});

it('says in the document too what did not hold', () => {
  const section = alarmSection(reportOf(record({ runs: [run({ rung: [rung({ told: [] })] })] }))).join('\n');
  expect(section).toContain('Did not hold: each told somebody.');
});

it('says in the document who rang in the quiet hour, and of no silence', () => {
  const stray = { region: 'us-west-2', alarm: 'error-logs', reason: 'a line' };
  const quietHour = { ...QUIET, rang: [stray, stray, { ...stray, alarm: 'api-slow' }] };
  const section = alarmSection(reportOf(record({ quietHour }))).join('\n');
  expect(section).toContain('in which `api-slow` in us-west-2, `error-logs` in us-west-2 rang:');
  expect(section).not.toContain('no alarm rang:');
  expect(alarmSection(reportOf(record())).join('\n')).toContain('The quiet hour, in which no alarm rang:');
});

it('says what figures do not prove, where there are any', () => {
  const figures = run({ scenario: { ...OUTAGE, means: 'figures' } });
  const text = (of: AlarmRecord) => alarmSection(reportOf(of)).join('\n');
  expect(text(record({ runs: [run(), figures] }))).toContain(
    'It does not prove that AWS or a function publishes',
  );
  expect(text(record())).not.toContain('does not prove');
});

it('replaces what stands between the markers, and nothing else', () => {
  const before = `# Alarms\n\n${BEGIN}\nold\n${END}\n\nafter\n`;
  const after = withSection(before, ['new']);
  expect(after).toBe(`# Alarms\n\n${BEGIN}\n\nnew\n\n${END}\n\nafter\n`);
  expect(withSection(after, ['new'])).toBe(after);
});

it('puts it at the end of a document without markers', () => {
  expect(withSection('# Alarms\n', ['new'])).toBe(`# Alarms\n\n## The drill\n\n${BEGIN}\n\nnew\n\n${END}\n`);
});
