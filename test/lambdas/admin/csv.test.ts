import { csvRecords } from '../../../lambdas/admin/csv';

const parse = (text: string) =>
  [...csvRecords(text)].map((record) => (record.kind === 'cells' ? record.cells : record));

const NOT_CLOSED = {
  kind: 'broken',
  message: 'a quote is not closed, or text follows a closing quote',
};

// The first seven are the rules of RFC 4180, section 2.
it.each([
  [
    'records on lines of their own',
    'aaa,bbb\r\nzzz,yyy\r\n',
    [
      ['aaa', 'bbb'],
      ['zzz', 'yyy'],
    ],
  ],
  [
    'no line break at the end',
    'aaa,bbb\r\nzzz,yyy',
    [
      ['aaa', 'bbb'],
      ['zzz', 'yyy'],
    ],
  ],
  ['spaces as part of a cell', ' a , b ', [[' a ', ' b ']]],
  ['quoted cells', '"aaa","bbb"', [['aaa', 'bbb']]],
  [
    'quoted line breaks and commas',
    '"a\r\nb","c,d"\r\ne,f',
    [
      ['a\r\nb', 'c,d'],
      ['e', 'f'],
    ],
  ],
  ['doubled quotes', '"a""b",""""', [['a"b', '"']]],
  [
    'empty cells',
    'a,,\r\n,"",c',
    [
      ['a', '', ''],
      ['', '', 'c'],
    ],
  ],
  [
    'LF alone',
    'a,b\nc,d\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    'CR alone',
    'a,b\rc,d',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['a byte order mark', '\uFEFFa,b', [['a', 'b']]],
  ['blank lines', 'a\n\n\r\nb\n\n', [['a'], ['b']]],
  ['a comma at the end', 'a,', [['a', '']]],
  ['nothing', '', []],
])('reads %s', (_, text, expected) => {
  expect(parse(text)).toEqual(expected);
});

it.each([
  ['an open quote', '"a,b\nc,d', [NOT_CLOSED, ['c', 'd']]],
  ['text after a closing quote', '"a"b,c\nd', [NOT_CLOSED, ['d']]],
  [
    'a quote inside a bare cell',
    'a"b,c\nd',
    [{ kind: 'broken', message: 'a quote stands inside a cell that is not quoted' }, ['d']],
  ],
])('reports %s and goes on with the next line', (_, text, expected) => {
  expect(parse(text)).toEqual(expected);
});

it('reads a cell of a million characters', () => {
  const long = 'x""'.repeat(300_000);
  expect(parse(`"${long}",b`)).toEqual([['x"'.repeat(300_000), 'b']]);
});
