import { AIMS, type Aim, judge } from '../../../tools/bench/aims';
import { checkoutsTable } from './samples';

const table = checkoutsTable([50, 20, 100], [60, 200, 100]);
const aim = (changes: Partial<Aim>): Aim => ({
  text: 'an aim',
  table: 'checkouts',
  column: 'p50',
  take: 'largest',
  bound: { atMost: 25 },
  ...changes,
});

describe('an aim', () => {
  it.each<[string, Partial<Aim>, number, boolean]>([
    ['one row', { row: '1 at a time' }, 20, true],
    ['the largest of all rows', {}, 200, false],
    ['the smallest', { take: 'smallest', bound: { atLeast: 20 } }, 20, true],
    ['a figure that is to be high', { column: 'orders', bound: { atLeast: 61 } }, 60, false],
    ['the bound itself', { row: '1 at a time', bound: { atMost: 20 } }, 20, true],
    ['growth', { take: 'last/first', bound: { atMost: 1.5 } }, 10, false],
  ])('judges %s', (_, changes, measured, met) => {
    expect(judge([aim(changes)], [table])).toMatchObject([{ measured, met }]);
  });

  it('is left out when its table was not measured, and open when its figure was not', () => {
    const empty = checkoutsTable([null, null, null], [null, null, null]);

    expect(judge([aim({ table: 'units' })], [table])).toEqual([]);
    expect(judge([aim({})], [empty])).toEqual([
      { text: 'an aim', bound: 'at most 25', measured: null, met: null },
    ]);
  });
});

it('the aims of the project cover orders, units, bundles, starts and growth', () => {
  expect(new Set(AIMS.map(({ table }) => table))).toEqual(
    new Set(['checkouts', 'units', 'state-change', 'functions', 'start', 'growth-products', 'growth-orders']),
  );
});
