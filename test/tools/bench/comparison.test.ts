import { describeComparison } from '../../../tools/bench/comparison';
import { checkoutsTable, reportOf } from './samples';

const before = reportOf([checkoutsTable([50, 20, 100], [60, 200, 100])]);

describe('a comparison', () => {
  it('shows the change of every figure and marks what got clearly worse', () => {
    const after = reportOf([checkoutsTable([55, 22, 150], [60, 190, null])]);

    expect(describeComparison(before, after)).toEqual([
      'Compared with the run of 2026-01-01T00:00:00.000Z:',
      '',
      'Checkouts',
      '                 orders        p50   in all',
      '  1 at a time   +10.0 %  +10.0 % !  +50.0 %',
      '  16 at a time        =     −5.0 %        –',
    ]);
  });

  it('marks a loss where more is better', () => {
    const after = reportOf([checkoutsTable([40, 20, 100], [59, 200, 100])]);

    expect(describeComparison(before, after).slice(-2)).toEqual([
      '  1 at a time   −20.0 % !    =       =',
      '  16 at a time     −1.7 %    =       =',
    ]);
  });

  it('says what the earlier run had not', () => {
    const table = checkoutsTable([50, 20, 100], [60, 200, 100]);
    const more = { ...table, rows: [...table.rows, { name: '64 at a time', values: [1, 2, 3] }] };
    const other = { ...table, name: 'other', title: 'Other' };

    const lines = describeComparison(before, reportOf([more, other]));

    expect(lines).toContain('  64 at a time     new  new     new');
    expect(lines.at(-1)).toBe('Other: new');
  });

  it('has no percent of nothing', () => {
    const none = reportOf([checkoutsTable([0, 20, 0], [60, 200, 100])]);

    expect(describeComparison(none, before).at(-2)).toMatch(/from 0 +=  from 0$/);
  });

  it('warns of another machine, seed or length', () => {
    const { machine } = before;
    const after = reportOf([], { quick: true, seed: 2, machine: { ...machine, cores: 8 } });

    expect(describeComparison(before, after)).toEqual([
      'Compared with the run of 2026-01-01T00:00:00.000Z:',
      '  another machine: cores was 2, now 8',
      '  this run was a quick one, the other was not',
      '  other seeds: 1, now 2',
    ]);
  });
});
