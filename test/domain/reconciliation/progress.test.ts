import { daysBefore } from '../../../lambdas/domain/reconciliation/days';
import {
  begin,
  decodeProgress,
  encodeProgress,
  type Progress,
  reopened,
  reportOf,
} from '../../../lambdas/domain/reconciliation/progress';
import { SeenIntents } from '../../../lambdas/domain/reconciliation/seen-intents';
import { DAY } from './world';

describe('seen intents', () => {
  it('are known again after they were stored, and no others', () => {
    const seen = SeenIntents.none();
    const ids = Array.from({ length: 1_000 }, (_, n) => `pi_${n}`);
    ids.forEach((id) => seen.add(id));

    const again = SeenIntents.of(seen.toText());

    expect(again.size).toBe(1_000);
    expect(ids.every((id) => again.has(id))).toBe(true);
    expect(again.has('pi_1000')).toBe(false);
    expect(seen.toText()).toHaveLength(8_000);
  });

  it('that were cut off are refused', () => {
    expect(() => SeenIntents.of('QUJD')).toThrow('3 bytes of seen intents are no multiple of 6');
  });
});

describe('progress', () => {
  it('as text is the same progress', () => {
    const progress = { ...begin(DAY, 7), chargesCursor: 'ch_1', notOurs: 2 };
    progress.seen.add('pi_1');

    const decoded = decodeProgress(encodeProgress(progress));

    expect(decoded).toEqual(progress);
    expect(decoded?.seen.has('pi_1')).toBe(true);
  });

  it('of another version is none', () => {
    const text = encodeProgress(begin(DAY, 7));
    expect(decodeProgress(text.replace('"version":1', '"version":2'))).toBeUndefined();
    expect(decodeProgress('{}')).toBeUndefined();
  });

  it.each(['', '{', 'null', '{"version":1}', '{"version":1,"seen":"QUJD"}'])(
    'that cannot be read makes the comparison begin anew: %j',
    (text) => {
      expect(decodeProgress(text)).toBeUndefined();
    },
  );
});

describe('a comparison that is to be tried again', () => {
  const suspect = { orderId: 'o', amount: 1, currency: 'GBP', confirmedAt: 'then' };
  const stray = { ...suspect, intentId: 'pi_1', chargedAt: 'then', reason: 'no_order' as const, tries: 2 };
  const finished: Progress = { ...begin(DAY, 7), phase: 'finished', finishedAt: 9 };
  const left: Partial<Progress> = {
    refundsPending: [{ ...stray, waitingFor: 'the provider' }],
    unverified: [{ ...suspect, waitingFor: 'the provider' }],
  };

  it('goes on with the refunds and the questions that it left', () => {
    expect(reopened({ ...finished, ...left })).toMatchObject({
      ...{ phase: 'settling', refundsPending: [], unverified: [] },
      ...{ strays: [stray], suspects: [suspect] },
    });
  });

  it.each(['refundsPending', 'unverified'] as const)('has something to do with %s alone', (kind) => {
    expect(reopened({ ...finished, [kind]: left[kind] }).phase).toBe('settling');
  });

  it('stays as it is when it left nothing, or was never finished', () => {
    const unfinished: Progress = { ...finished, ...left, phase: 'orders' };
    expect([reopened(finished), reopened(unfinished)]).toEqual([finished, unfinished]);
  });

  it('tells when it was finished, not when it began', () => {
    expect(reportOf(finished)).toMatchObject({
      startedAt: '1970-01-01T00:00:00.007Z',
      finishedAt: '1970-01-01T00:00:00.009Z',
    });
  });
});

test.each([
  ['2026-03-01T00:00:00.000Z', ['2026-02-26', '2026-02-27', '2026-02-28']],
  ['2026-03-01T23:59:59.999Z', ['2026-02-26', '2026-02-27', '2026-02-28']],
  ['2024-03-01T02:00:00.000Z', ['2024-02-27', '2024-02-28', '2024-02-29']],
  ['2026-01-02T02:00:00.000Z', ['2025-12-30', '2025-12-31', '2026-01-01']],
])('the three days before %s are whole UTC days, the oldest first', (now, names) => {
  const days = daysBefore(Date.parse(now), 3);
  expect(days.map(({ name }) => name)).toEqual(names);
  for (const { name, from, to } of days)
    expect([from, to]).toEqual([Date.parse(name), Date.parse(name) + 86_400_000]);
});
