import { describeBadRow } from '../../../tools/importing/row';
import { checkRow } from '../../../tools/importing/validate';

const FINE = { sku: 'A1', name: 'Globe', price_minor: '85', currency: 'GBP', units: '3' };
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

  it.each([
    ['sku', 'A 1'],
    ['sku', ''],
    ['sku', 'x'.repeat(65)],
    ['name', '  '],
    ['name', 'two\nlines'],
    ['name', 'caf\uFFFD'],
    ['price_minor', '12.50'],
    ['price_minor', '0'],
    ['price_minor', '-1'],
    ['price_minor', '£5'],
    ['price_minor', 1.5],
    ['price_minor', '100000000'],
    ['price_minor', true],
    ['currency', 'gbp'],
    ['currency', 'GPB'],
    ['units', ''],
    ['units', '-3'],
    ['units', undefined],
  ])('refuses %s %j', (column, value) => {
    expect(check({ [column]: value })).toMatchObject({ kind: 'bad', faults: [{ row: 7, line: 8, column }] });
  });

  it('says everything that is wrong, with what was found and what is allowed', () => {
    const checked = check({ price_minor: '12.50', currency: 'pounds' });

    expect(checked.kind === 'bad' && checked.faults.map(describeBadRow)).toEqual([
      'row 7 (line 8), price_minor: found "12.50"; allowed: a whole number of minor units (pence, cents), 1 to 99999999',
      'row 7 (line 8), currency: found "pounds"; allowed: an ISO 4217 code in capitals, such as GBP',
    ]);
  });
});
