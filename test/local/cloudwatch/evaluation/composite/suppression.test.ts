import fc from 'fast-check';
import { advanceSuppression, startSuppression } from '../../../../../local/cloudwatch/evaluation';
import type { AlarmState, Suppressor } from '../../../../../local/cloudwatch/evaluation/types';

const UNIT_SECONDS = 60;

/** What happens at a time of the figures, in time units. */
interface Change {
  readonly at: number;
  readonly state?: AlarmState;
  readonly suppressor?: AlarmState;
}

interface Run {
  readonly wait: number;
  readonly extension: number;
  readonly changes: readonly Change[];
  readonly until: number;
  readonly suppressorAtFirst?: AlarmState;
  readonly stateAtFirst?: AlarmState;
}

/** Goes through the time units: which actions were performed when, and what held them back at each. */
function run({ wait, extension, changes, until, suppressorAtFirst = 'OK', stateAtFirst = 'OK' }: Run) {
  const settings: Suppressor = {
    alarm: 'suppressor',
    waitSeconds: wait * UNIT_SECONDS,
    extensionSeconds: extension * UNIT_SECONDS,
  };
  let state: AlarmState = stateAtFirst;
  let suppressor: AlarmState = suppressorAtFirst;
  let suppression = startSuppression(state, suppressor);
  const performed: string[] = [];
  const held: (string | null)[] = [];
  for (let at = 1; at <= until; at++) {
    for (const change of changes) {
      if (change.at !== at) continue;
      state = change.state ?? state;
      suppressor = change.suppressor ?? suppressor;
    }
    const step = advanceSuppression(settings, suppression, {
      now: at * UNIT_SECONDS * 1000,
      state,
      suppressor,
    });
    suppression = step.suppression;
    if (step.perform !== null) performed.push(`t${at} ${step.perform}`);
    held.push(step.suppressedBy);
  }
  return { performed, heldAt: (at: number) => held[at - 1] };
}

describe('"WaitPeriod and ExtensionPeriod", the two figures', () => {
  test('a WaitPeriod from t2 to t8 gives the suppressor time to change at t4', () => {
    const { performed, heldAt } = run({
      wait: 6,
      extension: 6,
      changes: [
        { at: 2, state: 'ALARM' },
        { at: 4, suppressor: 'ALARM' },
      ],
      until: 12,
    });
    expect(performed).toEqual([]);
    expect([2, 3, 4, 8, 12].map(heldAt)).toEqual(['WaitPeriod', 'WaitPeriod', 'Alarm', 'Alarm', 'Alarm']);
  });

  test('an ExtensionPeriod from t2 to t8 gives the composite alarm time to change to OK', () => {
    const { performed, heldAt } = run({
      wait: 6,
      extension: 6,
      suppressorAtFirst: 'ALARM',
      stateAtFirst: 'ALARM',
      changes: [
        { at: 2, suppressor: 'OK' },
        { at: 5, state: 'OK' },
      ],
      until: 12,
    });
    expect([1, 2, 4, 5].map(heldAt)).toEqual(['Alarm', 'ExtensionPeriod', 'ExtensionPeriod', 'WaitPeriod']);
    expect(performed).toEqual(['t11 OK']);
  });
});

/** "In the following examples, WaitPeriod is configured as 2 time units, and ExtensionPeriod is configured as 3 time units." */
describe('"Composite alarm action suppression", Examples', () => {
  const example = (until: number, changes: readonly Change[], suppressorAtFirst: AlarmState = 'OK') =>
    run({ wait: 2, extension: 3, changes, until, suppressorAtFirst });

  test('1: actions are not suppressed after WaitPeriod', () => {
    const { performed, heldAt } = example(8, [{ at: 2, state: 'ALARM' }]);
    expect(performed).toEqual(['t4 ALARM']);
    expect([1, 2, 3, 4, 5].map(heldAt)).toEqual([null, 'WaitPeriod', 'WaitPeriod', null, null]);
  });

  test('2: actions are suppressed by alarm before WaitPeriod expires', () => {
    const { performed, heldAt } = example(8, [
      { at: 2, state: 'ALARM' },
      { at: 3, suppressor: 'ALARM' },
    ]);
    expect(performed).toEqual([]);
    expect([2, 3, 4, 8].map(heldAt)).toEqual(['WaitPeriod', 'Alarm', 'Alarm', 'Alarm']);
  });

  test('3: state transition when actions are suppressed by WaitPeriod', () => {
    const { performed, heldAt } = example(8, [
      { at: 2, state: 'ALARM' },
      { at: 3, state: 'OK' },
    ]);
    expect(performed).toEqual(['t5 OK']);
    expect([2, 3, 4, 5].map(heldAt)).toEqual(['WaitPeriod', 'WaitPeriod', 'WaitPeriod', null]);
  });

  test('4: state transition when actions are suppressed by alarm', () => {
    const { performed, heldAt } = example(8, [{ at: 2, state: 'ALARM' }], 'ALARM');
    expect(performed).toEqual([]);
    expect([1, 2, 8].map(heldAt)).toEqual(['Alarm', 'Alarm', 'Alarm']);
  });

  test('5: actions are not suppressed after ExtensionPeriod', () => {
    const { performed, heldAt } = example(12, [
      { at: 2, state: 'ALARM' },
      { at: 3, suppressor: 'ALARM' },
      { at: 6, suppressor: 'OK' },
    ]);
    expect(performed).toEqual(['t9 ALARM']);
    expect([5, 6, 8, 9].map(heldAt)).toEqual(['Alarm', 'ExtensionPeriod', 'ExtensionPeriod', null]);
  });

  test('6: state transition when actions are suppressed by ExtensionPeriod', () => {
    const { performed, heldAt } = example(12, [
      { at: 2, state: 'ALARM' },
      { at: 3, suppressor: 'ALARM' },
      { at: 6, suppressor: 'OK' },
      { at: 7, state: 'OK' },
    ]);
    expect(performed).toEqual(['t9 OK']);
    expect([6, 7, 8, 9].map(heldAt)).toEqual(['ExtensionPeriod', 'WaitPeriod', 'WaitPeriod', null]);
  });
});

describe('where the guide is silent', () => {
  const run23 = (until: number, changes: readonly Change[]) => run({ wait: 2, extension: 3, changes, until });

  test('a suppressor that comes as the WaitPeriod ends still suppresses', () => {
    const changes = [
      { at: 2, state: 'ALARM' },
      { at: 4, suppressor: 'ALARM' },
    ] as const;
    expect(run23(8, changes).performed).toEqual([]);
  });

  test('an alarm that has acted on its state does not act on it again after an ExtensionPeriod', () => {
    const changes = [
      { at: 2, state: 'ALARM' },
      { at: 5, suppressor: 'ALARM' },
      { at: 7, suppressor: 'OK' },
    ] as const;
    expect(run23(14, changes).performed).toEqual(['t4 ALARM']);
  });

  test('a suppressor without data does not suppress, and going without data ends its suppression', () => {
    const changes = [
      { at: 2, state: 'ALARM', suppressor: 'INSUFFICIENT_DATA' },
      { at: 5, suppressor: 'ALARM' },
      { at: 6, state: 'OK' },
      { at: 7, suppressor: 'INSUFFICIENT_DATA' },
    ] as const;
    const { performed, heldAt } = run23(14, changes);
    expect(performed).toEqual(['t4 ALARM', 't10 OK']);
    expect(heldAt(7)).toBe('ExtensionPeriod');
  });

  test('a suppressor that comes back during an ExtensionPeriod suppresses, and a new one begins after it', () => {
    const changes = [
      { at: 1, suppressor: 'ALARM' },
      { at: 2, state: 'ALARM' },
      { at: 3, suppressor: 'OK' },
      { at: 4, suppressor: 'ALARM' },
      { at: 8, suppressor: 'OK' },
    ] as const;
    expect(run23(14, changes).performed).toEqual(['t11 ALARM']);
  });

  test('periods of no length hold nothing back', () => {
    const changes = [
      { at: 2, state: 'ALARM' },
      { at: 3, suppressor: 'ALARM' },
      { at: 4, state: 'OK' },
      { at: 5, suppressor: 'OK' },
    ] as const;
    expect(run({ wait: 0, extension: 0, changes, until: 6 }).performed).toEqual(['t2 ALARM', 't5 OK']);
  });
});

describe('whatever happens', () => {
  const state = fc.constantFrom<AlarmState>('OK', 'ALARM');
  const changes = fc.array(fc.record({ at: fc.integer({ min: 1, max: 20 }), state, suppressor: state }), {
    maxLength: 12,
  });
  const stateAt = (list: readonly Change[], at: number, key: 'state' | 'suppressor'): AlarmState =>
    list
      .filter((change) => change.at <= at)
      .toSorted((a, b) => a.at - b.at)
      .at(-1)?.[key] ?? 'OK';

  test('nothing is performed while the suppressor is in ALARM, and only the state of that moment is', () => {
    fc.assert(
      fc.property(
        changes,
        fc.integer({ min: 0, max: 4 }),
        fc.integer({ min: 0, max: 4 }),
        (list, wait, extension) => {
          for (const entry of run({ wait, extension, changes: list, until: 40 }).performed) {
            const [, at = '0', performed] = /^t(\d+) (\w+)$/.exec(entry) ?? [];
            expect(stateAt(list, Number(at), 'suppressor')).toBe('OK');
            expect(performed).toBe(stateAt(list, Number(at), 'state'));
          }
        },
      ),
    );
  });

  test('once all is quiet, the last change of state has been acted on', () => {
    fc.assert(
      fc.property(changes, (list) => {
        fc.pre(stateAt(list, 20, 'suppressor') === 'OK' && stateAt(list, 20, 'state') === 'ALARM');
        const { performed } = run({ wait: 2, extension: 3, changes: list, until: 40 });
        expect(performed.at(-1)).toMatch(/ ALARM$/);
      }),
    );
  });
});
