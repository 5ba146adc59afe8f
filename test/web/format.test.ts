import { formatFor } from '../../web/format';

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('money and dates', () => {
  it.each([
    ['en-GB', 4200, 'GBP', '£42.00'],
    ['de-DE', 4200, 'EUR', '42,00 €'],
    ['en-US', 4200, 'JPY', '¥4,200'],
    ['en-US', 4200, 'KWD', 'KWD 4.200'],
    ['en-GB', -760, 'GBP', '-£7.60'],
  ])('%s: %d minor units of %s are %s', (locale, minor, currency, text) => {
    expect(plain(formatFor([locale]).money(minor, currency))).toBe(text);
  });

  it.each([
    [0, 'now'],
    [59_400, '59 seconds ago'],
    [61_000, '1 minute ago'],
    [2 * 3_600_000, '2 hours ago'],
    [24 * 3_600_000, 'yesterday'],
    [-5_000, 'now'],
  ])('%d ms is %s', (ms, text) => {
    expect(formatFor(['en-GB']).ago(1_000_000_000 - ms, 1_000_000_000)).toBe(text);
  });

  it('shows no date where there is none', () => {
    const { dateTime } = formatFor(['en-GB']);
    expect(dateTime('2026-03-14T09:26:53.000Z')).toContain('2026');
    expect(dateTime('soon')).toBe('');
  });
});
