import { type AlarmView } from '../../../local/cloudwatch/alarms/shape';
import { alarmsView } from '../../../local/page/alarms';

const view = (name: string, more: Partial<AlarmView> = {}): AlarmView => ({
  region: 'us-east-1',
  name,
  kind: 'metric',
  state: 'ALARM',
  since: '2026-11-21T12:00:00.000Z',
  reason: 'Threshold Crossed',
  description: `${name} is bad. Runbook: https://example.com/runbooks/${name}.md`,
  topics: ['shop-pages', 'shop-tickets'],
  ...more,
});

const shown = (...alarms: AlarmView[]) =>
  alarmsView({ clock: { now: () => Date.parse('2026-11-21T12:05:00Z'), speed: 60 }, alarms: () => alarms });

test('tells the clock, and how many alarms there are', () => {
  expect(shown(view('a'), view('b'))).toMatchObject({
    now: '2026-11-21T12:05:00.000Z',
    speed: 60,
    count: 2,
  });
});

test('those that ring come by severity, those that tell nobody after their like, then by time', () => {
  const { ringing } = shown(
    view('part', { topics: [] }),
    view('ticket', { topics: ['shop-tickets'] }),
    view('suppressed', { suppressedBy: 'cause' }),
    view('newer', { since: '2026-11-21T12:01:00.000Z' }),
    view('older'),
  );
  expect(ringing.map(({ name, severity }) => `${name} ${severity}`)).toEqual([
    'older page',
    'newer page',
    'suppressed page',
    'ticket ticket',
    'part part',
  ]);
});

test('the runbook is told from the description', () => {
  const { ringing } = shown(view('a'), view('b', { description: 'No book.' }));
  expect(ringing).toMatchObject([
    { description: 'a is bad.', runbook: 'https://example.com/runbooks/a.md' },
    { description: 'No book.', runbook: null },
  ]);
});

test('of those that do not ring parts are left out, and the rest is short', () => {
  const { quiet, ringing } = shown(
    view('part', { state: 'OK', topics: [] }),
    view('fine', { state: 'OK' }),
    view('band', { state: 'INSUFFICIENT_DATA', notEvaluated: 'anomaly detection' }),
  );
  expect(ringing).toEqual([]);
  expect(quiet).toMatchObject([
    { name: 'fine', state: 'OK', description: '', runbook: null, notEvaluated: null },
    { name: 'band', notEvaluated: 'anomaly detection' },
  ]);
});
