import { describeBadRow } from '../../../tools/importing/row';
import { checkRow } from '../../../tools/importing/validate';

const FINE = { sku: 'A1', name: 'Globe', price_minor: '85', currency: 'GBP', units: '3' };
const SKU = '1 to 64 letters, digits, dots, underscores and hyphens';
const NAME = '1 to 300 characters on one line, in UTF-8';
const PRICE = 'a whole number of minor units (pence, cents), 1 to 99999999';
const CURRENCY = 'an ISO 4217 code in capitals, such as GBP';
const UNITS = 'a whole number of units, 0 to 1000000000';
const COLUMN = { kind: 'column', name: 'units' } as const;

const check = (values: Record<string, unknown>) =>
  checkRow({ kind: 'raw', row: 7, line: 8, bytesRead: 0, values: { ...FINE, ...values } }, COLUMN);

describe('checkRow', () => {
  it('reads text and numbers alike', () => {
    const product = { sku: 'A1', name: 'Globe', price: 85, currency: 'GBP' };

    expect(check({})).toEqual({ kind: 'good', row: { row: 7, line: 8, product, units: 3 } });
    expect(check({ price_minor: 85, units: 3 })).toEqual(check({}));
  });

  it('takes the same stock for all rows without looking at a column', () => {
    const raw = { kind: 'raw' as const, row: 1, line: 2, bytesRead: 0, values: { ...FINE, units: 'x' } };

    expect(checkRow(raw, { kind: 'same', units: 9 })).toMatchObject({ kind: 'good', row: { units: 9 } });
  });

  it.each<[column: string, value: unknown, found: string, allowed: string]>([
    ['sku', 'A 1', '"A 1"', SKU],
    ['sku', '', '""', SKU],
    ['sku', 'x'.repeat(65), `"${'x'.repeat(56)}…`, SKU],
    ['sku', 7, '7', SKU],
    ['sku', undefined, 'nothing', SKU],
    ['name', '  ', '"  "', NAME],
    ['name', 'two\nlines', '"two\\nlines"', NAME],
    ['name', 'caf\uFFFD', '"caf\uFFFD"', NAME],
    ['name', 'half\uD83D', '"half\\ud83d"', NAME],
    ['name', null, 'null', NAME],
    ['price_minor', '12.50', '"12.50"', PRICE],
    ['price_minor', '0', '"0"', PRICE],
    ['price_minor', '-1', '"-1"', PRICE],
    ['price_minor', '£5', '"£5"', PRICE],
    ['price_minor', '1e3', '"1e3"', PRICE],
    ['price_minor', '1,000', '"1,000"', PRICE],
    ['price_minor', 1.5, '1.5', PRICE],
    ['price_minor', '100000000', '"100000000"', PRICE],
    ['price_minor', true, 'true', PRICE],
    ['currency', 'gbp', '"gbp"', CURRENCY],
    ['currency', 'GPB', '"GPB"', CURRENCY],
    ['currency', '', '""', CURRENCY],
    ['units', '', '""', UNITS],
    ['units', '-3', '"-3"', UNITS],
    ['units', '1000000001', '"1000000001"', UNITS],
    ['units', undefined, 'nothing', UNITS],
  ])('refuses %s %j', (column, value, found, allowed) => {
    const checked = check({ [column]: value });
    const message = `row 7 (line 8), ${column}: found ${found}; allowed: ${allowed}`;
    expect(checked.kind === 'bad' && checked.faults.map(describeBadRow)).toEqual([message]);
  });

  it('says everything that is wrong, with what was found and what is allowed', () => {
    const checked = check({ price_minor: '12.50', currency: 'pounds' });

    expect(checked.kind === 'bad' && checked.faults.map(describeBadRow)).toEqual([
      'row 7 (line 8), price_minor: found "12.50"; allowed: a whole number of minor units (pence, cents), 1 to 99999999',
      'row 7 (line 8), currency: found "pounds"; allowed: an ISO 4217 code in capitals, such as GBP',
    ]);
  });
});
