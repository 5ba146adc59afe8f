import {
  newTotalOf,
  problemOf,
  retryAfterOf,
  shortLinesOf,
  unknownSkusOf,
  wrongFieldsOf,
} from '../../../web/api/problem';

const NOW = Date.parse('2026-03-14T09:26:53Z');
const none = new Headers();
const of = (body: unknown) => problemOf(409, none, body, NOW);

describe('a problem', () => {
  it.each([
    [null, undefined],
    ['', undefined],
    ['3', 3],
    ['0', 0],
    ['soon', undefined],
    ['Sat, 14 Mar 2026 09:27:00 GMT', 7],
    ['Sat, 14 Mar 2020 09:27:00 GMT', 0],
    ['999999', 120],
  ])('reads Retry-After %j as %j', (header, seconds) => {
    expect(retryAfterOf(header, NOW)).toBe(seconds);
  });

  it('names what is short, leaving out what does not look like a line', () => {
    const line = { sku: 'LAMP', requested: 3, available: 1 };
    expect(shortLinesOf(of({ lines: [line, null, { sku: 1 }, 'x'] }))).toEqual([line]);
    expect(shortLinesOf(of({ lines: 'all' }))).toEqual([]);
  });

  it('names the wrong fields and the unknown SKUs', () => {
    expect(wrongFieldsOf(of({ errors: [{ path: 'customer.email' }, {}, 7] }))).toEqual(['customer.email']);
    expect(unknownSkusOf(of({ skus: ['LAMP', 7] }))).toEqual(['LAMP']);
    expect(wrongFieldsOf(of(undefined))).toEqual([]);
  });

  it('names the new total only when it has both amount and currency', () => {
    expect(newTotalOf(of({ total: 700, currency: 'GBP' }))).toEqual({ total: 700, currency: 'GBP' });
    expect(newTotalOf(of({ total: 700 }))).toBeUndefined();
    expect(newTotalOf(of({ total: '7', currency: 'GBP' }))).toBeUndefined();
    expect(newTotalOf(of({ total: 7, currency: 'pounds' }))).toBeUndefined();
  });
});
