import fc from 'fast-check';
import {
  decide,
  type Point,
  type Rules,
} from '../../../../../local/cloudwatch/evaluation/metric-alarm/decide';
import type { AlarmState, MissingData } from '../../../../../local/cloudwatch/evaluation/types';

type State = AlarmState | 'keep';

const TREATMENTS: readonly MissingData[] = ['missing', 'ignore', 'breaching', 'notBreaching'];

/** Data points as the guide writes them, the most recent one last. */
const points = (text: string): readonly Point[] => text.split(' ') as Point[];

const statesOf = (text: string, datapointsToAlarm: number): readonly State[] =>
  TREATMENTS.map((missingData) =>
    decide(points(text), { evaluationPeriods: 3, datapointsToAlarm, missingData }),
  );

/** The tables of "How alarm state is evaluated when data is missing": an evaluation range of 5, Evaluation Periods 3. */
describe('"How alarm state is evaluated when data is missing"', () => {
  test.each<[string, State, State, State, State]>([
    ['0 - X - X', 'OK', 'OK', 'OK', 'OK'],
    ['0 - - - -', 'OK', 'OK', 'OK', 'OK'],
    ['- - - - -', 'INSUFFICIENT_DATA', 'keep', 'ALARM', 'OK'],
    ['0 X X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['- - X - -', 'ALARM', 'keep', 'ALARM', 'OK'],
  ])('3 out of 3: %s', (text, ...expected) => {
    expect(statesOf(text, 3)).toEqual(expected);
  });

  test.each<[string, State, State, State, State]>([
    ['0 - X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['0 0 X 0 X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['0 - X - -', 'OK', 'OK', 'ALARM', 'OK'],
    ['- - - - 0', 'OK', 'OK', 'ALARM', 'OK'],
    ['- - - X -', 'ALARM', 'keep', 'ALARM', 'OK'],
  ])('2 out of 3: %s', (text, ...expected) => {
    expect(statesOf(text, 2)).toEqual(expected);
  });

  test('"the next time this alarm is evaluated, if the data is still missing it will go to ALARM"', () => {
    expect(statesOf('0 - - - -', 3)[2]).toBe('OK');
    expect(statesOf('- - - - -', 3)[2]).toBe('ALARM');
  });
});

describe('"Avoiding premature transitions to alarm state"', () => {
  const missing = (text: string, datapointsToAlarm: number): State =>
    statesOf(text, datapointsToAlarm)[0] ?? 'keep';

  test.each(['- - - - X', '- - - X -'])('%s does not go immediately into ALARM with 3 out of 3', (text) => {
    expect(missing(text, 3)).toBe('keep');
  });

  test.each(['- - - X 0', '- - X - 0'])('%s is no false positive', (text) => {
    expect(missing(text, 3)).toBe('OK');
  });

  test.each(['- - X - -', '- X - X -', 'X - - - -', '- - X X X'])('%s is ALARM with 3 out of 3', (text) => {
    expect(missing(text, 3)).toBe('ALARM');
  });

  test('M out of N: as old as M is enough', () => {
    expect(missing('- - - - X', 2)).toBe('keep');
    expect(missing('- - - X -', 2)).toBe('ALARM');
    expect(missing('- - - - X', 1)).toBe('ALARM');
  });
});

describe('M out of N', () => {
  const point = fc.constantFrom<Point>('X', '0', '-');
  const settings = fc.integer({ min: 1, max: 6 }).chain((n) =>
    fc.record({
      evaluationPeriods: fc.constant(n),
      datapointsToAlarm: fc.integer({ min: 1, max: n }),
      missingData: fc.constantFrom(...TREATMENTS),
      range: fc.array(point, { minLength: n + 2, maxLength: n + 2 }),
    }),
  );
  const count = (list: readonly Point[]): number => list.filter((each) => each === 'X').length;
  const verdict = (breaching: number, { datapointsToAlarm }: Rules): State =>
    breaching >= datapointsToAlarm ? 'ALARM' : 'OK';

  test('without missing data counts the last N', () => {
    fc.assert(
      fc.property(settings, ({ range, ...rules }) => {
        const full = range.map((each) => (each === '-' ? '0' : each));
        expect(decide(full, rules)).toBe(verdict(count(full.slice(-rules.evaluationPeriods)), rules));
      }),
    );
  });

  test('with N real data points or more does not look at the treatment', () => {
    fc.assert(
      fc.property(settings, ({ range, ...rules }) => {
        const real = range.filter((each) => each !== '-').slice(-rules.evaluationPeriods);
        fc.pre(real.length === rules.evaluationPeriods);
        expect(decide(range, rules)).toBe(verdict(count(real), rules));
      }),
    );
  });

  test('breaching and notBreaching put data points where they are lacking', () => {
    fc.assert(
      fc.property(settings, ({ range, ...rules }) => {
        const real = range.filter((each) => each !== '-').slice(-rules.evaluationPeriods);
        const lacking = rules.evaluationPeriods - real.length;
        const breaching = decide(range, { ...rules, missingData: 'breaching' });
        const notBreaching = decide(range, { ...rules, missingData: 'notBreaching' });
        expect(breaching).toBe(verdict(count(real) + lacking, rules));
        expect(notBreaching).toBe(verdict(count(real), rules));
      }),
    );
  });

  test('M breaching data points among the real ones are ALARM under every treatment', () => {
    fc.assert(
      fc.property(settings, ({ range, ...rules }) => {
        const real = range.filter((each) => each !== '-').slice(-rules.evaluationPeriods);
        fc.pre(count(real) >= rules.datapointsToAlarm);
        expect(decide(range, rules)).toBe('ALARM');
      }),
    );
  });

  test('only missing data that is treated as missing is ever insufficient', () => {
    fc.assert(
      fc.property(settings, ({ range, ...rules }) => {
        const nothing = rules.missingData === 'missing' && range.every((each) => each === '-');
        expect(decide(range, rules) === 'INSUFFICIENT_DATA').toBe(nothing);
      }),
    );
  });
});
