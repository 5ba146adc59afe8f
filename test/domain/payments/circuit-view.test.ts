import { ManualClock } from '../../../lambdas/adapters/memory/manual-clock';
import { StoreUnavailable } from '../../../lambdas/domain/errors';
import { type Circuit, NEVER_TRIPPED, type OpenCircuit } from '../../../lambdas/domain/payments/circuit';
import { type CircuitReading } from '../../../lambdas/domain/payments/circuit-store';
import { CircuitView } from '../../../lambdas/domain/payments/circuit-view';

const OPEN: OpenCircuit = { kind: 'open', since: 1, probeAt: 2, trips: 1 };
const reading = (circuit: Circuit, version = 1): CircuitReading => ({ circuit, version, slots: [] });
const lost = () => Promise.reject(new StoreUnavailable('no answer', 'unknown'));

/** A view of a store that answers as a test says, and how often it was read and failed. */
function viewOf(answers: {
  read: () => Promise<CircuitReading>;
  write?: () => Promise<'written' | 'overtaken'>;
}) {
  const clock = new ManualClock();
  const count = { reads: 0, failures: 0 };
  const store = {
    read: () => {
      count.reads += 1;
      return answers.read();
    },
    count: async () => undefined,
    write: answers.write ?? (async () => 'written' as const),
  };
  const observer = { storeFailed: () => void (count.failures += 1) };
  return { view: new CircuitView({ store, clock, observer }), clock, count, answers };
}

describe('a look', () => {
  it.each([
    [999, 1],
    [1_000, 2],
    [-1, 2],
  ])(
    'is trusted for a second, unless the clock went back: %i ms later there are %i reads',
    async (ms, reads) => {
      const { view, clock, count } = viewOf({ read: async () => reading(OPEN) });
      await view.look();
      clock.advance(ms);
      expect(await view.look()).toEqual(reading(OPEN));
      expect(count.reads).toBe(reads);
    },
  );

  it('is made anew once it is not trusted', async () => {
    const { view, count } = viewOf({ read: async () => reading(OPEN) });
    await view.look();
    view.distrust();
    await view.look();
    expect(count.reads).toBe(2);
  });

  it('finds a circuit that never tripped where nothing can be read', async () => {
    const { view, count } = viewOf({ read: lost });
    expect(await view.look()).toEqual({ circuit: NEVER_TRIPPED, version: 0, slots: [] });
    expect(count.failures).toBe(1);
  });

  it.each([
    [120_000, OPEN],
    [120_001, NEVER_TRIPPED],
  ])('that fails goes by what was known for two minutes: %i ms later by %j', async (ms, circuit) => {
    const { view, clock, answers } = viewOf({ read: async () => reading(OPEN) });
    await view.look();
    answers.read = lost;
    clock.advance(ms);
    expect((await view.look()).circuit).toEqual(circuit);
  });

  it('that was overtaken by a later one is no news', async () => {
    let answer: (found: CircuitReading) => void = () => undefined;
    const slow = new Promise<CircuitReading>((resolve) => (answer = resolve));
    const { view, answers } = viewOf({ read: () => slow });
    const first = view.read();
    answers.read = async () => reading(OPEN, 2);
    await view.read();
    answer(reading(NEVER_TRIPPED, 1));
    await first;
    expect(view.known).toEqual(reading(OPEN, 2));
  });

  it('that was overtaken by a change is no news either', async () => {
    let answer: (found: CircuitReading) => void = () => undefined;
    const slow = new Promise<CircuitReading>((resolve) => (answer = resolve));
    const { view } = viewOf({ read: () => slow });
    const first = view.read();
    await view.change(OPEN, 4);
    answer(reading(NEVER_TRIPPED, 4));
    await first;
    expect(view.known).toEqual(reading(OPEN, 5));
  });
});

describe('a change', () => {
  it('is known at once, and needs no look', async () => {
    const { view, count } = viewOf({ read: async () => reading(NEVER_TRIPPED) });
    expect(await view.change(OPEN, 6)).toBe(true);
    expect(await view.look()).toEqual(reading(OPEN, 7));
    expect(count.reads).toBe(0);
  });

  it('that somebody else was faster than is looked for', async () => {
    const { view, count } = viewOf({
      read: async () => reading(OPEN, 2),
      write: async () => 'overtaken',
    });
    await view.look();
    expect(await view.change(NEVER_TRIPPED, 1)).toBe(false);
    await view.look();
    expect(count.reads).toBe(2);
  });

  const PROBED: Circuit = { kind: 'half_open', since: 5, trips: 1, probe: { id: 'mine', until: 9 } };
  const OTHERS: Circuit = { ...PROBED, probe: { id: 'theirs', until: 9 } };
  it.each<[string, CircuitReading, boolean]>([
    ['it stands there', reading(PROBED, 4), true],
    ['another took the probe', reading(OTHERS, 4), false],
    ['it was changed at another time', reading({ ...PROBED, since: 6 }, 4), false],
    ['it is in another state', reading({ ...OPEN, since: 5 }, 4), false],
    ['nothing changed', reading(PROBED, 3), false],
    ['it changed once more since', reading(PROBED, 5), false],
  ])('without an answer was ours if %s', async (_, found, isOurs) => {
    const { view, count } = viewOf({ read: async () => found, write: lost });
    expect(await view.change(PROBED, 3)).toBe(isOurs);
    expect([count.failures, view.known]).toEqual([1, found]);
  });

  it('of a circuit without a probe is told by its kind and time', async () => {
    const closed: Circuit = { kind: 'closed', since: 1, trips: 1 };
    const { view } = viewOf({ read: async () => reading(OPEN, 4), write: lost });
    expect(await view.change(closed, 3)).toBe(false);
    expect(await view.change(OPEN, 3)).toBe(true);
  });
});
