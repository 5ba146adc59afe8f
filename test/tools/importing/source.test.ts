import { openSource } from '../../../tools/importing/source';
import { type SourceRow } from '../../../tools/importing/row';
import { fakeWorld } from '../support/fake-world';

const STOCK = { kind: 'same', units: 1 } as const;
const HEADER = 'sku,name,price_minor,currency';

async function read(content: string | Buffer): Promise<readonly SourceRow[]> {
  const source = await openSource(fakeWorld().file('catalogue', content), STOCK);
  if (source.kind === 'unusable') throw new Error(source.message);
  const rows: SourceRow[] = [];
  for await (const row of source.rows) rows.push(row);
  return rows;
}

describe('a CSV catalogue', () => {
  it('is read by its header, in any order, with other columns beside', async () => {
    const [row] = await read('note,currency,price_minor,name,sku\n"a\nb",GBP,85,"Globe, ""big""",A1\n');

    expect(row).toMatchObject({
      kind: 'raw',
      row: 1,
      line: 2,
      values: { sku: 'A1', name: 'Globe, "big"', price_minor: '85', currency: 'GBP' },
    });
  });

  it('may have a byte order mark, CRLF, empty lines and no line end at its end', async () => {
    const rows = await read(`\uFEFF${HEADER}\r\n\r\nA1,Globe,85,GBP\r\nA2,Cactus,39,GBP`);

    expect(rows.map(({ kind, row, line }) => [kind, row, line])).toEqual([
      ['raw', 1, 3],
      ['raw', 2, 4],
    ]);
    expect(rows[0]).toMatchObject({ values: { currency: 'GBP' } });
  });

  it('loses one row only to a quote that is never closed', async () => {
    const rows = await read(`${HEADER}\nA1,"Globe,85,GBP\nA2,"Cactus, green",39,GBP\nA3,Lamp,40,GBP\n`);

    expect(rows.map(({ kind }) => kind)).toEqual(['broken', 'raw', 'raw']);
    expect(rows[0]).toMatchObject({ row: 1, line: 2, found: 'a quote that is not closed' });
  });

  it.each([
    ['too few fields', 'A1,Globe,85', '3 fields', '4 fields, as in the header'],
    ['too many fields', 'A1,Globe, big,85,GBP', '5 fields', '4 fields, as in the header'],
    ['a quote within', 'A1,"Globe"x,85,GBP', 'Invalid Closing Quote: got "x"', 'CSV with commas (RFC 4180)'],
  ])('reports %s', async (_, line, found, allowed) => {
    const [row] = await read(`${HEADER}\n${line}\n`);

    expect(row).toMatchObject({ kind: 'broken', allowed, found: expect.stringContaining(found) as string });
  });

  it.each([
    [
      'lacks columns',
      'sku,title,price\n',
      ': the header lacks the columns name, price_minor, currency; found: sku, title, price',
    ],
    [
      'is separated by semicolons',
      'sku;name;price_minor;currency\n',
      ': the header lacks the columns sku, name, price_minor, currency; found: sku;name;price_minor;currency',
    ],
    [
      'has no header',
      'A1,Globe,85,GBP\n',
      ': the header lacks the columns sku, name, price_minor, currency; found: A1, Globe, 85, GBP',
    ],
    [
      'names one twice',
      'sku,sku,name,price_minor,currency\n',
      ': the header names the column sku twice; found: sku, sku, name, price_minor, currency',
    ],
    ['is empty', '', ' is empty'],
    [
      'begins with a blank line',
      '\n\n',
      ': the header lacks the columns sku, name, price_minor, currency; found: a blank line',
    ],
  ])('is unusable when it %s', async (_, content, message) => {
    const path = fakeWorld().file('catalogue', content);

    expect(await openSource(path, STOCK)).toEqual({ kind: 'unusable', message: `${path}${message}` });
  });

  it('needs the stock column', async () => {
    const path = fakeWorld().file('catalogue', `${HEADER}\n`);

    const source = await openSource(path, { kind: 'column', name: 'units' });

    expect(source).toMatchObject({ message: expect.stringContaining('lacks the column units') as string });
  });
});

describe('an NDJSON catalogue', () => {
  it('is one object a line', async () => {
    const rows = await read('{"sku":"A1","name":"a\u2028b"}\n\n[1]\n{"sku":\n');

    expect(rows).toMatchObject([
      { kind: 'raw', row: 1, line: 1, values: { name: 'a\u2028b' } },
      { kind: 'broken', row: 2, line: 3, found: '[1]' },
      { kind: 'broken', row: 3, line: 4, allowed: 'one JSON object on the line' },
    ]);
  });
});
