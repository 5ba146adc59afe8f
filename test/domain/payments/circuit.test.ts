import {
  afterProbe,
  type Circuit,
  type ClosedCircuit,
  halfOpen,
  type HalfOpenCircuit,
  hastened,
  isProbeDue,
  NEVER_TRIPPED,
  type OpenCircuit,
  openFor,
  PROBE_MS,
  trip,
} from '../../../lambdas/domain/payments/circuit';

const NOW = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;
const id = () => 'id';
const [LEAST, MOST] = [0, 1 - Number.EPSILON].map((value) => ({ next: () => value, id }));

const closed = (since: number, trips: number): ClosedCircuit => ({ kind: 'closed', since, trips });
const open: OpenCircuit = { kind: 'open', since: NOW, probeAt: NOW + 4_000, trips: 2 };
const probing: HalfOpenCircuit = {
  ...{ kind: 'half_open', since: NOW, trips: 2 },
  probe: { id: 'p1', until: NOW + PROBE_MS },
};

test.each([
  [1, 2_500, 5_000],
  [2, 5_000, 10_000],
  [3, 10_000, 20_000],
  [4, 10_000, 20_000],
  [99, 10_000, 20_000],
])('opening %d in a row lasts from %d to %d ms', (trips, least, most) => {
  expect(openFor(trips, LEAST!)).toBe(least);
  expect(openFor(trips, MOST!)).toBe(most);
});

describe('a closed circuit', () => {
  test('opens for the first time', () => {
    expect(trip(NEVER_TRIPPED, NOW, LEAST!)).toEqual({
      kind: 'open',
      since: NOW,
      probeAt: NOW + 2_500,
      trips: 1,
    });
  });

  test.each([
    ['a moment ago', NOW - 1, 4],
    ['a minute ago, nearly', NOW - 59_999, 4],
    ['a minute ago', NOW - 60_000, 1],
    ['long ago', NOW - HOUR, 1],
    ['by a clock that is hours ahead', NOW + HOUR, 1],
  ])('that closed %s remembers its openings, or not', (_, since, trips) => {
    expect(trip(closed(since, 3), NOW, LEAST!)).toMatchObject({ kind: 'open', trips });
  });
});

describe('an open circuit', () => {
  test.each([
    [NOW + 3_999, false],
    [NOW + 4_000, true],
    [NOW + HOUR, true],
    // Written by a clock that is hours ahead.
    [NOW - HOUR, true],
  ])('may be probed in time', (now, due) => {
    expect(isProbeDue(open, now)).toBe(due);
  });

  test('becomes half open for the one who probes', () => {
    expect(halfOpen(open, 'p1', NOW + 5_000)).toEqual({
      kind: 'half_open',
      since: NOW + 5_000,
      trips: 2,
      probe: { id: 'p1', until: NOW + 5_000 + PROBE_MS },
    });
  });

  test('may be made due now', () => {
    const now = { ...open, probeAt: NOW + 1_000 };
    expect(hastened(open, NOW + 1_000)).toEqual(now);
    expect(isProbeDue(now, NOW + 1_000)).toBe(true);
  });
});

describe('a half-open circuit', () => {
  test('closes when the probe succeeds, and remembers how often it had opened', () => {
    expect(afterProbe(probing, false, NOW + 100, LEAST!)).toEqual(closed(NOW + 100, 2));
  });

  test('opens for longer when it fails', () => {
    const next: Circuit = { kind: 'open', since: NOW + 100, probeAt: NOW + 10_100, trips: 3 };
    expect(afterProbe(probing, true, NOW + 100, LEAST!)).toEqual(next);
  });

  test.each([
    [NOW + PROBE_MS - 1, false],
    [NOW + PROBE_MS, true],
    [NOW - HOUR, true],
    // Clocks of two instances differ.
    [NOW - 500, false],
  ])('is probed again only when who probes it must have crashed', (now, due) => {
    expect(isProbeDue(probing, now)).toBe(due);
  });

  test('may be taken from who probes it', () => {
    expect(hastened(probing, NOW + 1_000)).toEqual({
      kind: 'open',
      since: NOW,
      probeAt: NOW + 1_000,
      trips: 2,
    });
  });
});
