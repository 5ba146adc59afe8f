import fc from 'fast-check';
import { type Known, routingToWrite } from '../../../lambdas/domain/routing/decide';
import { FULLY_IN, type Routing, sameRouting } from '../../../lambdas/domain/routing/routing';
import {
  type Look,
  type Streak,
  LOOKS_APART_MS,
  streakAfter,
  STREAK_GAP_MS,
  verdictOf,
} from '../../../lambdas/domain/routing/verdict';

const good = (weight = 100): Look => ({ kind: 'good', weight });
const failed: Look = { kind: 'failed', why: 'no answer' };
const unclear: Look = { kind: 'unclear', why: '429' };
const blind: Look = { kind: 'blind' };

const streakOf = (looks: readonly Look[], apart = 1_000): Streak =>
  looks.reduce<Streak | undefined>(
    (streak, look, n) => streakAfter(streak, look, n * apart),
    undefined,
  ) as Streak;

test.each<[string, Look[], string]>([
  ['one failure', [failed], 'undecided'],
  ['two failures', [failed, failed], 'undecided'],
  ['three failures', [failed, failed, failed], 'out'],
  ['many failures', [failed, failed, failed, failed, failed], 'out'],
  ['failures that a good look interrupts', [failed, failed, good(), failed], 'undecided'],
  ['two good looks', [good(), good()], 'undecided'],
  ['three good looks', [good(), good(), good()], 'in'],
  ['good looks that a failure interrupts', [good(), good(), failed, good(), good()], 'undecided'],
  ['calls that are turned away', [unclear, unclear, unclear, unclear], 'undecided'],
  ['failures, some calls turned away between', [failed, unclear, failed, unclear, unclear, failed], 'out'],
  ['good looks, one call turned away between', [good(), unclear, good(), good()], 'in'],
  ['failures while it is unwell itself', [blind, blind, blind, blind], 'undecided'],
  ['failures with a moment of its own unwellness', [failed, failed, blind, failed, failed], 'undecided'],
])('%s', (_, looks, verdict) => {
  expect(verdictOf(streakOf(looks))).toBe(verdict);
});

test('looks that are far apart are not in a row', () => {
  expect(verdictOf(streakOf([failed, failed, failed], STREAK_GAP_MS))).toBe('out');
  expect(verdictOf(streakOf([failed, failed, failed], STREAK_GAP_MS + 1))).toBe('undecided');
});

test('calls that are turned away bridge no gap', () => {
  const given = [failed, failed, ...Array<Look>(4).fill(unclear), failed];
  expect(verdictOf(streakOf(given, 5_000))).toBe('undecided');
});

test('looks that come all at once are one', () => {
  expect(verdictOf(streakOf([failed, failed, failed], LOOKS_APART_MS))).toBe('out');
  expect(verdictOf(streakOf(Array<Look>(9).fill(failed), LOOKS_APART_MS / 5))).toBe('undecided');
});

const looks: fc.Arbitrary<Look> = fc.oneof(
  fc.record({ kind: fc.constant('good' as const), weight: fc.integer({ min: 0, max: 100 }) }),
  fc.constant(failed),
  fc.constant(unclear),
  fc.constant(blind),
);
const routing: fc.Arbitrary<Routing> = fc.record({
  in: fc.boolean(),
  weight: fc.integer({ min: 0, max: 100 }),
});
const known: fc.Arbitrary<Known> = fc.oneof(
  fc.record({ kind: fc.constant('known' as const), routing: fc.option(routing, { nil: undefined }) }),
  fc.constant({ kind: 'unknown' as const }),
);
const last = (given: readonly Look[]): Look => given.at(-1) as Look;

describe('what is written', () => {
  const write = (stored: Routing | undefined, ...given: Look[]) =>
    routingToWrite({ kind: 'known', routing: stored }, last(given), streakOf(given));

  test('a Region that goes out keeps its weight', () => {
    expect(write({ in: true, weight: 25 }, failed, failed, failed)).toEqual({ in: false, weight: 25 });
    expect(write(undefined, failed, failed, failed)).toEqual({ in: false, weight: 100 });
  });

  test('one that comes back gets the weight that its operators want', () => {
    expect(write({ in: false, weight: 100 }, good(10), good(10))).toBeUndefined();
    expect(write({ in: false, weight: 100 }, good(10), good(10), good(10))).toEqual({ in: true, weight: 10 });
  });

  test('one that is in follows its weight at once', () => {
    expect(write({ in: true, weight: 100 }, good(50))).toEqual({ in: true, weight: 50 });
    expect(write(undefined, good(50))).toEqual({ in: true, weight: 50 });
  });

  test('nothing is written that the edge goes by already', () => {
    expect(write(undefined, good(), good(), good())).toBeUndefined();
    expect(write({ in: false, weight: 9 }, failed, failed, failed, failed)).toBeUndefined();
  });

  test('while the store cannot be read, only a verdict is written', () => {
    const unknown: Known = { kind: 'unknown' };
    const decide = (...given: Look[]) => routingToWrite(unknown, last(given), streakOf(given));
    expect(decide(good(10))).toBeUndefined();
    expect(decide(good(10), good(10), good(10))).toEqual({ in: true, weight: 10 });
    expect(decide(failed, failed, failed)).toEqual({ in: false, weight: 100 });
  });
});

test.each([blind, unclear])('nothing is ever written after a look that was %j', (look) => {
  fc.assert(
    fc.property(known, fc.array(looks, { maxLength: 12 }), (before, given) => {
      expect(routingToWrite(before, look, streakOf([...given, look]))).toBeUndefined();
    }),
  );
});

test('a Region goes out only after three failures in a row, and comes back only after three good looks', () => {
  fc.assert(
    fc.property(known, fc.array(looks, { minLength: 1, maxLength: 12 }), (before, given) => {
      const written = routingToWrite(before, last(given), streakOf(given));
      if (written === undefined) return;
      const stored = before.kind === 'known' ? (before.routing ?? FULLY_IN) : undefined;
      expect(stored === undefined || !sameRouting(stored, written)).toBe(true);
      const clear = given.filter((look) => look.kind !== 'unclear');
      const threeOf = (kind: Look['kind']) =>
        clear.length >= 3 && clear.slice(-3).every((look) => look.kind === kind);
      if (!written.in) expect(threeOf('failed')).toBe(true);
      else if (stored?.in !== true) expect(threeOf('good')).toBe(true);
    }),
    { numRuns: 500 },
  );
});
