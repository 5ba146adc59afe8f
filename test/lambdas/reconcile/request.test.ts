import { parseRequest } from '../../../lambdas/reconcile/request';

const NOW = Date.parse('2026-02-01T12:00:00Z');
const DAY = { from: '2026-01-31', to: '2026-02-01' };

test.each([
  [DAY, Date.UTC(2026, 0, 31), Date.UTC(2026, 1, 1)],
  [
    { from: '2026-01-31T23:59:59Z', to: '2026-02-01T00:00:00.000Z' },
    Date.UTC(2026, 1, 1) - 1_000,
    Date.UTC(2026, 1, 1),
  ],
  [{ from: '2024-02-29', to: '2024-03-01' }, Date.UTC(2024, 1, 29), Date.UTC(2024, 2, 1)],
  [{ from: '2026-02-01', to: '2026-02-01T11:55:00Z' }, Date.UTC(2026, 1, 1), NOW - 300_000],
  [{ from: '2026-02-01', to: '2026-02-01T12:00:00Z', graceSeconds: 0 }, Date.UTC(2026, 1, 1), NOW],
  [{ from: '2026-01-25T11:00:00Z', to: '2026-02-01T11:00:00Z' }, Date.UTC(2026, 0, 25, 11), NOW - 3_600_000],
])('%j is understood', (event, from, to) => {
  expect(parseRequest(event, NOW)).toEqual({
    request: { range: { from, to }, maxMs: undefined, maxRefunds: 50 },
  });
});

test('limits are taken', () => {
  expect(parseRequest({ ...DAY, maxSeconds: 10, maxRefunds: 0 }, NOW)).toMatchObject({
    request: { maxMs: 10_000, maxRefunds: 0 },
  });
});

const TIME = 'allowed: ISO 8601 in UTC and whole seconds, such as 2026-01-31 or 2026-01-31T12:00:00Z';

test.each([
  [{}, `from: found nothing; ${TIME}. to: found nothing; ${TIME}`],
  [{ ...DAY, from: 'yesterday' }, `from: found a string of 9 characters; ${TIME}`],
  [{ ...DAY, from: 1_769_817_600 }, `from: found 1769817600; ${TIME}`],
  [{ ...DAY, from: '2026-02-30' }, `from: found a string of 10 characters; ${TIME}`],
  [{ ...DAY, from: '2026-01-31T00:00:00+01:00' }, `from: found a string of 25 characters; ${TIME}`],
  [{ ...DAY, from: '2026-01-31T00:00:00.500Z' }, `from: found a string of 24 characters; ${TIME}`],
  [{ ...DAY, from: '2026-01-31T24:00:00Z' }, `from: found a string of 20 characters; ${TIME}`],
  [{ ...DAY, from: '2026-02-01' }, 'to: must be later than from, which belongs to the range; to does not'],
  [{ ...DAY, from: '2026-01-24' }, 'to: at most 7 days after from; ask for one part after another'],
  [
    { ...DAY, to: '2026-02-01T11:55:01Z' },
    'to: at most 2026-02-01T11:55:00.000Z, which is 300 s ago: what is newer may still be on its way',
  ],
  [{ ...DAY, until: '2026-02-01' }, 'until: unknown field; leave it out'],
  [{ ...DAY, maxSeconds: 0 }, 'maxSeconds: found 0; allowed: a whole number from 1 to 885'],
  [
    { ...DAY, maxRefunds: '7' },
    'maxRefunds: found a string of 1 character; allowed: a whole number from 0 to 10000',
  ],
  [null, 'event: found null; allowed: an object'],
  ['2026-01-31', 'event: found a string of 10 characters; allowed: an object'],
])('%j is refused, and told what is wrong', (event, error) => {
  expect(parseRequest(event, NOW)).toEqual({ error });
});
