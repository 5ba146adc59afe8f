import {
  alarmsOf,
  evaluateCompositeAlarm,
  evaluateRule,
  readCompositeAlarm,
} from '../../../../../local/cloudwatch/evaluation';
import { parseRule } from '../../../../../local/cloudwatch/evaluation/composite/parse-rule';
import type { AlarmState } from '../../../../../local/cloudwatch/evaluation/types';

/** The states of the alarms that a test names; any other is OK. */
const states =
  (named: Readonly<Record<string, AlarmState>>) =>
  (alarm: string): AlarmState =>
    named[alarm] ?? 'OK';

const holds = (rule: string, named: Readonly<Record<string, AlarmState>>): boolean =>
  evaluateRule(parseRule(rule), states(named));

const CPU = { CPUUtilizationTooHigh: 'ALARM' } as const;
const DISK = { DiskReadOpsTooHigh: 'ALARM' } as const;

describe('"Create a composite alarm", Example expressions', () => {
  test('ALARM … AND ALARM …: "only if" both are in ALARM', () => {
    const rule = 'ALARM(CPUUtilizationTooHigh) AND ALARM(DiskReadOpsTooHigh)';
    expect(holds(rule, { ...CPU, ...DISK })).toBe(true);
    expect(holds(rule, CPU)).toBe(false);
    expect(holds(rule, DISK)).toBe(false);
  });

  test('ALARM … AND NOT ALARM(DeploymentInProgress): no noise during a deployment', () => {
    const rule = 'ALARM(CPUUtilizationTooHigh) AND NOT ALARM(DeploymentInProgress)';
    expect(holds(rule, CPU)).toBe(true);
    expect(holds(rule, { ...CPU, DeploymentInProgress: 'INSUFFICIENT_DATA' })).toBe(true);
    expect(holds(rule, { ...CPU, DeploymentInProgress: 'ALARM' })).toBe(false);
    expect(holds(rule, {})).toBe(false);
  });

  test.each([
    '(ALARM(CPUUtilizationTooHigh) OR ALARM(DiskReadOpsTooHigh)) AND OK(NetworkOutTooHigh)',
    '(ALARM("CPUUtilizationTooHigh") OR \nALARM("DiskReadOpsTooHigh")) AND \nOK("NetworkOutTooHigh")',
  ])('%j: no noise "while a network issue is occurring"', (rule) => {
    expect(holds(rule, CPU)).toBe(true);
    expect(holds(rule, DISK)).toBe(true);
    expect(holds(rule, {})).toBe(false);
    expect(holds(rule, { ...CPU, NetworkOutTooHigh: 'ALARM' })).toBe(false);
    expect(holds(rule, { ...CPU, NetworkOutTooHigh: 'INSUFFICIENT_DATA' })).toBe(false);
  });

  test('"TRUE always evaluates to TRUE, and FALSE always evaluates to FALSE"', () => {
    expect(holds('TRUE', {})).toBe(true);
    expect(holds('FALSE', {})).toBe(false);
    expect(holds('ALARM(a) OR TRUE', {})).toBe(true);
  });
});

describe('functions', () => {
  test.each<[string, AlarmState]>([
    ['OK', 'OK'],
    ['ALARM', 'ALARM'],
    ['INSUFFICIENT_DATA', 'INSUFFICIENT_DATA'],
  ])('%s is true of an alarm in that state alone', (name, state) => {
    const all: readonly AlarmState[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];
    expect(all.filter((each) => holds(`${name}(a)`, { a: each }))).toEqual([state]);
  });

  test('alarms by their ARNs, and names with spaces, brackets and quotes', () => {
    const arn = 'arn:aws:cloudwatch:us-east-1:000000000000:alarm:holdfast-page';
    expect(alarmsOf(parseRule(`ALARM("${arn}") OR ALARM(${arn})`))).toEqual(['holdfast-page']);
    expect(alarmsOf(parseRule('ALARM("arn:aws-us-gov:cloudwatch:r:1:alarm:a:b")'))).toEqual(['a:b']);
    expect(alarmsOf(parseRule('OK("a (b), \\"c\\"") AND OK( plain )'))).toEqual(['a (b), "c"', 'plain']);
    expect(alarmsOf(parseRule('ALARM("AND") OR ALARM("TRUE")'))).toEqual(['AND', 'TRUE']);
    expect(alarmsOf(parseRule('ALARM(")")'))).toEqual([')']);
    expect(alarmsOf(parseRule(`ALARM(my-${arn})`))).toEqual([`my-${arn}`]);
  });

  /** As CDK 2.276 renders `AlarmRule.atLeast` and `atLeastNot`. */
  test.each<[string, boolean, boolean, boolean]>([
    ['AT_LEAST(2, ALARM, ("a", "b", "c"))', false, true, true],
    ['AT_LEAST(60%, ALARM, ("a", "b", "c"))', false, true, true],
    ['AT_LEAST(67%, ALARM, ("a", "b", "c"))', false, false, true],
    ['AT_LEAST(2, NOT OK, (a, b, c))', false, true, true],
    ['NOT AT_LEAST(3, OK, (a, b, c))', true, true, true],
  ])('%s with one, two and three in ALARM', (rule, ...expected) => {
    const inAlarm: readonly Record<string, AlarmState>[] = [
      { a: 'ALARM' },
      { a: 'ALARM', b: 'ALARM' },
      { a: 'ALARM', b: 'ALARM', c: 'ALARM' },
    ];
    expect(inAlarm.map((named) => holds(rule, named))).toEqual(expected);
  });

  test('AT_LEAST a percentage that is a whole number of alarms, of all, and more alarms than there are', () => {
    const half = { a: 'ALARM' } as const;
    expect(holds('AT_LEAST(50%, ALARM, (a, b))', half)).toBe(true);
    expect(holds('AT_LEAST(100%, ALARM, (a, b))', half)).toBe(false);
    expect(holds('AT_LEAST(101, ALARM, (a, b))', half)).toBe(false);
  });

  test('AT_LEAST names its alarms', () => {
    expect(alarmsOf(parseRule('AT_LEAST(1, OK, (a, b)) OR NOT ALARM(a)'))).toEqual(['a', 'b']);
    expect(alarmsOf(parseRule('TRUE'))).toEqual([]);
  });
});

describe('precedence', () => {
  const letters = { t: 'ALARM' } as const;

  test.each<[string, boolean]>([
    ['ALARM(t) OR ALARM(t) AND ALARM(f)', true],
    ['(ALARM(t) OR ALARM(t)) AND ALARM(f)', false],
    ['NOT ALARM(f) AND ALARM(f)', false],
    ['NOT (ALARM(f) AND ALARM(f))', true],
    ['NOT NOT ALARM(t)', true],
    ['ALARM(f) AND ALARM(f) OR ALARM(t)', true],
    ['ALARM(f) OR ALARM(f) OR ALARM(t)', true],
    ['ALARM(t) AND ALARM(t) AND ALARM(f)', false],
  ])('%s is %p', (rule, expected) => {
    expect(holds(rule, letters)).toBe(expected);
  });
});

describe('composite alarms', () => {
  const composite = (AlarmRule: string, rest: Readonly<Record<string, unknown>> = {}) =>
    readCompositeAlarm({ AlarmName: 'page', AlarmRule, ...rest });

  test('are in ALARM while the rule holds, else OK, with the states of the alarms that they name', () => {
    const alarm = composite('ALARM(a) OR INSUFFICIENT_DATA(b)');
    expect(evaluateCompositeAlarm(alarm, states({ a: 'ALARM' }))).toEqual({
      state: 'ALARM',
      reason: 'The rule holds: a is ALARM, b is OK.',
    });
    expect(evaluateCompositeAlarm(alarm, states({}))).toEqual({
      state: 'OK',
      reason: 'The rule does not hold: a is OK, b is OK.',
    });
    expect(evaluateCompositeAlarm(composite('TRUE'), states({})).reason).toBe(
      'The rule holds: it names no alarm.',
    );
  });

  test('are read with their suppressor, by name or ARN', () => {
    const suppressed = composite('TRUE', {
      AlarmDescription: 'Wake up.',
      ActionsSuppressor: 'arn:aws:cloudwatch:us-east-1:000000000000:alarm:cause',
      ActionsSuppressorWaitPeriod: 60,
      ActionsSuppressorExtensionPeriod: 120,
      AlarmActions: ['arn:aws:sns:us-east-1:000000000000:pages'],
    });
    expect(suppressed).toMatchObject({
      kind: 'composite',
      name: 'page',
      description: 'Wake up.',
      actions: { enabled: true, onAlarm: ['arn:aws:sns:us-east-1:000000000000:pages'] },
      suppressor: { alarm: 'cause', waitSeconds: 60, extensionSeconds: 120 },
    });
    expect(composite('TRUE').suppressor).toBeNull();
  });

  test.each<[string, string]>([
    [
      'ALARM(a) AND',
      'character 13: expected ALARM, OK, INSUFFICIENT_DATA, AT_LEAST, TRUE, FALSE, NOT or (, found the end of the rule',
    ],
    ['ALARM(a) ALARM(b)', 'character 10: expected AND, OR or the end, found ALARM'],
    ['ALARM a', 'character 7: expected (, found a'],
    ['ALARM(a', 'character 8: expected ), found the end of the rule'],
    ['ALARM()', 'character 7: expected the name or the ARN of an alarm, found )'],
    [
      'alarm(a)',
      'character 1: expected ALARM, OK, INSUFFICIENT_DATA, AT_LEAST, TRUE, FALSE, NOT or (, found alarm',
    ],
    ['(ALARM(a)', 'character 10: expected ), found the end of the rule'],
    ['ALARM("a)', 'character 7: a quote that is not closed'],
    ['AT_LEAST(0, ALARM, (a))', 'character 10: AT_LEAST takes a number from 1 on or 1% to 100%, not 0'],
    ['AT_LEAST(101%, ALARM, (a))', 'character 10: AT_LEAST takes a number from 1 on or 1% to 100%, not 101%'],
    ['AT_LEAST(x, ALARM, (a))', 'character 10: AT_LEAST takes a number from 1 on or 1% to 100%, not x'],
    ['AT_LEAST(2x, ALARM, (a))', 'character 10: AT_LEAST takes a number from 1 on or 1% to 100%, not 2x'],
    ['AT_LEAST(x2, ALARM, (a))', 'character 10: AT_LEAST takes a number from 1 on or 1% to 100%, not x2'],
    ['ALARM(a) "AND" ALARM(b)', 'character 10: expected AND, OR or the end, found AND'],
    ['AT_LEAST(1, ALARM, ())', 'character 21: expected the name or the ARN of an alarm, found )'],
  ])('%s is refused with its place', (rule, message) => {
    expect(() => composite(rule)).toThrow(`alarm page, AlarmRule, ${message}`);
  });

  test('a suppressor needs both periods, which may be of no length', () => {
    const none = { ActionsSuppressorWaitPeriod: 0, ActionsSuppressorExtensionPeriod: 0 };
    const alarm = composite('TRUE', { ActionsSuppressor: 'cause', ...none });
    expect(alarm.suppressor).toEqual({ alarm: 'cause', waitSeconds: 0, extensionSeconds: 0 });
    const without = () => composite('TRUE', { ActionsSuppressor: 'cause', ActionsSuppressorWaitPeriod: 60 });
    expect(without).toThrow('alarm page, ActionsSuppressorExtensionPeriod: has to be a number');
    const negative = () => composite('TRUE', { ActionsSuppressor: 'cause', ActionsSuppressorWaitPeriod: -1 });
    expect(negative).toThrow('alarm page, ActionsSuppressorWaitPeriod: has to be a whole number of seconds');
  });
});
