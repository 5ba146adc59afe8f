import { parseAlarmOptions } from '../../../../tools/drill/alarms/options';
import { SCENARIOS } from '../../../../tools/drill/alarms/plan';

const parse = (...argv: string[]) => parseAlarmOptions(['alarms', ...argv]);

it('plays everything, the quiet hour included', () => {
  expect(parse('--write')).toMatchObject({
    kind: 'ok',
    value: { scenarios: SCENARIOS, quietHour: true, write: true, running: false, seed: 1 },
  });
});

it('plays the scenarios of one alarm alone', () => {
  expect(parse('--only', 'payments-down')).toMatchObject({
    value: { scenarios: [{ name: 'payment-outage' }], quietHour: false, write: false },
  });
  expect(parse('--only', 'cut-off')).toMatchObject({ value: { scenarios: [{ name: 'cut-off' }] } });
});

it('plays the quiet hour alone', () => {
  expect(parse('--quiet-hour')).toMatchObject({ value: { scenarios: [], quietHour: true } });
});

it.each([
  ['an unknown alarm', ['--only', 'fire'], /^--only is "fire"; allowed: the name of an alarm, or one of /],
  ['a part of it in the document', ['--write', '--only', 'cut-off'], /^--write needs the whole drill/],
  ['a quiet hour alone in the document', ['--write', '--quiet-hour'], /^--write needs the whole drill/],
  ['two drills', ['evacuate'], /^one drill at a time; found alarms, evacuate$/],
])('refuses %s', (_, argv, message) => {
  const parsed = parse(...argv);
  expect(parsed).toMatchObject({ kind: 'usage' });
  if (parsed.kind === 'usage') expect(parsed.message).toMatch(message);
});

it('shows its help', () => {
  expect(parse('--help')).toEqual({ kind: 'help' });
});
