import {
  hasFailed,
  isFailing,
  latest,
  oldestSecond,
  Tally,
} from '../../../lambdas/domain/payments/circuit-window';

const SECOND = 1_767_225_600;
const AT = { version: 3, now: SECOND * 1_000 + 900 };

/** `[seconds ago, calls, failures, version]` */
type Row = readonly [number, number, number, number?];

const slots = (...rows: readonly Row[]) =>
  rows.map(([ago, calls, failures, version = 3]) => ({ second: SECOND - ago, version, calls, failures }));

const judged = (...rows: readonly Row[]) => isFailing(latest(slots(...rows), AT));

describe('the provider seems to fail', () => {
  test.each<[string, readonly Row[]]>([
    [
      'after five failures within 30 s',
      [
        [29, 1, 1],
        [20, 1, 1],
        [11, 1, 1],
        [5, 1, 1],
        [0, 1, 1],
      ],
    ],
    ['when half of the calls fail', [[0, 10, 5]]],
    [
      'in the first second, of a busy shop',
      [
        [2, 400, 0],
        [1, 400, 0],
        [0, 40, 30],
      ],
    ],
    ['by a clock that is a little ahead', [[-2, 5, 5]]],
  ])('%s', (_, rows) => {
    expect(judged(...rows)).toBe(true);
  });
});

describe('nothing can be said', () => {
  test.each<[string, readonly Row[]]>([
    ['without calls', []],
    ['of two calls', [[0, 2, 2]]],
    ['when fewer than half fail', [[0, 11, 5]]],
    ['of what was more than 30 s ago', [[30, 5, 5]]],
    ['of what is seconds ahead', [[-3, 50, 50]]],
    [
      'of calls that were begun before the circuit last closed',
      [
        [0, 50, 50, 2],
        [0, 2, 2],
      ],
    ],
    [
      'of what is long past, where there is news enough',
      [
        [9, 100, 100],
        [0, 20, 9],
      ],
    ],
  ])('%s', (_, rows) => {
    expect(judged(...rows)).toBe(false);
  });
});

test('looks back as far as it takes to have twenty calls', () => {
  expect(latest(slots([3, 50, 50], [2, 12, 6], [1, 5, 1], [0, 4, 0]), AT)).toEqual({
    calls: 21,
    failures: 7,
  });
});

test('the order of the slots does not matter', () => {
  expect(latest(slots([0, 20, 1], [5, 20, 20]), AT)).toEqual(latest(slots([5, 20, 20], [0, 20, 1]), AT));
});

test('the window has 30 seconds', () => {
  expect(oldestSecond(SECOND * 1_000)).toBe(SECOND - 29);
});

test('a failure of this state calls for sharing, of an earlier one it does not', () => {
  expect(hasFailed({ version: 3, slots: slots([1, 9, 0], [0, 3, 1]) })).toBe(true);
  expect(hasFailed({ version: 3, slots: slots([1, 9, 0], [0, 3, 1, 2]) })).toBe(false);
});

describe('a tally', () => {
  test('is taken once', () => {
    const tally = new Tally();
    tally.add(SECOND, false);
    tally.add(SECOND, true);
    expect(tally.take()).toEqual({ calls: 2, failures: 1 });
    expect(tally.take()).toEqual({ calls: 0, failures: 0 });
  });

  test('holds what ended in this second and the one before', () => {
    const tally = new Tally();
    tally.add(SECOND - 2, false);
    tally.add(SECOND - 1, false);
    tally.add(SECOND, true);
    expect(tally.take()).toEqual({ calls: 2, failures: 1 });
  });
});
