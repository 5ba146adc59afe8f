import { alignColumns, formatFigure, renderAims, renderTable } from '../../../tools/bench/table';

it.each([
  [null, '–'],
  [0, '0'],
  [7, '7'],
  [100_000, '100,000'],
  [7.2, '7.20'],
  [57.123, '57.1'],
  [123.6, '124'],
  [1_234.5, '1,235'],
  [-12.34, '-12.3'],
])('shows %p as %s', (value, text) => {
  expect(formatFigure(value)).toBe(text);
});

it('aligns names to the left and figures to the right', () => {
  expect(
    alignColumns([
      ['', 'p50'],
      ['one', '1'],
      ['sixteen', '1,000'],
    ]),
  ).toEqual(['           p50', 'one          1', 'sixteen  1,000']);
  expect(alignColumns([])).toEqual([]);
});

it('renders a table with units and notes', () => {
  const lines = renderTable({
    name: 't',
    title: 'Orders',
    columns: [
      { name: 'rate', unit: '1/s' },
      { name: 'p50', unit: 'ms' },
    ],
    rows: [
      { name: '1 at a time', values: [50.04, 19.31] },
      { name: '16 at a time', values: [null, 246] },
    ],
    notes: ['A note.'],
  });

  expect(lines).toEqual([
    'Orders',
    '                rate   p50',
    '                 1/s    ms',
    '  1 at a time   50.0  19.3',
    '  16 at a time     –   246',
    '  A note.',
  ]);
});

it('shows which aims are met, missed and open', () => {
  const aim = (text: string, measured: number | null, met: boolean | null) => ({
    text,
    bound: 'at most 7',
    measured,
    met,
  });

  expect(renderAims([aim('a', 7, true), aim('b', 8.5, false), aim('c', null, null)]).slice(1)).toEqual([
    '  a  at most 7     7           met',
    '  b  at most 7  8.50        MISSED',
    '  c  at most 7     –  not measured',
  ]);
  expect(renderAims([])).toEqual([]);
});
