import { counted, distance, duration, money, percent, shortId } from '../../../../local/page/client/format';

it('writes money by the digits of its currency', () => {
  expect(money(1250, 'GBP')).toBe('£12.50');
  expect(money(1250, 'JPY')).toBe('JP¥1,250');
  expect(money(null, 'GBP')).toBe('–');
});

it('tells how far off a time is', () => {
  const at = '2026-01-01T12:00:00.000Z';
  expect(distance('2026-01-01T12:00:12.000Z', at)).toBe('in 12 s');
  expect(distance('2026-01-01T11:57:00.000Z', at)).toBe('3 min ago');
  expect(distance('2026-01-02T12:00:00.000Z', at)).toBe('in 24 h');
  expect(distance(at, at)).toBe('now');
});

it('writes figures as people read them', () => {
  expect([counted(1, 'order'), counted(1234, 'order')]).toEqual(['1 order', '1,234 orders']);
  expect([duration(12.4), duration(1_240), duration(null)]).toEqual(['12 ms', '1.2 s', '–']);
  expect([percent(0.02), percent(0.005), percent(0.29)]).toEqual(['2 %', '0.5 %', '29 %']);
  expect(shortId('ord_1e38e45b74e56302c9ef2c9521d937e0')).toBe('ord_1e38…937e0');
});
