import { loadSimulation } from './mutant';
import { PLANTED_BUGS } from './planted-bugs';
import { shrink } from './shrink';
import { type Run } from './simulation';
import { type Tape } from './choices';

/** A run that breaks a promise when a 3 comes before a 5; its history has a line for each decision. */
const played = (tape: Tape): Run => {
  const values = tape.slice(1).flat();
  const isBroken = values.includes(3) && values.lastIndexOf(5) > values.indexOf(3);
  const trace = values.map((value) => `decides ${value}`);
  return {
    seed: 1,
    tape,
    steps: tape.length,
    isFair: false,
    trace,
    ...(isBroken && { broken: 'P1: 3 then 5' }),
  };
};

/** A beginning, and a step for each decision. */
const tapeOf = (...values: number[]): number[][] => [[4], ...values.map((value) => [value])];

describe('shortening a history', () => {
  it('leaves the decisions without which nothing breaks', async () => {
    const long = played(tapeOf(1, 2, 3, 4, ...Array.from({ length: 300 }, () => 2), 5, 6, 7));
    expect((await shrink(long, async (tape) => played(tape))).tape).toEqual([[0], [3], [5]]);
  });

  it('does not take another broken promise for the same', async () => {
    const other = async (tape: Tape) => ({
      ...played(tape),
      ...(tape.length < 10 && { broken: 'P2: too short' }),
    });
    const shortest = await shrink(played(tapeOf(3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 5)), other);
    expect(shortest.broken).toBe('P1: 3 then 5');
    expect(shortest.tape).toHaveLength(10);
  });

  it('begins no run when it has played as many steps as it may', async () => {
    let runs = 0;
    const replay = async (tape: Tape) => ((runs += 1), { ...played(tape), steps: 100 });
    await shrink(played(tapeOf(...Array.from({ length: 300 }, () => 3), 5)), replay, 950);
    expect(runs).toBe(10);
  });

  it('finds the few lines of a planted bug, and the same ones each time', async () => {
    const bug = PLANTED_BUGS.find(({ name }) => name.startsWith('a reserve request takes again'));
    const { simulate, simulateMany } = await loadSimulation(bug);
    const { failure } = await simulateMany(1, bug?.within ?? 0);
    if (!failure) throw new Error('the bug was not found');
    const shortest = await shrink(failure, (tape) => simulate(failure.seed, tape), 200_000);
    expect(shortest.broken).toMatch(/^P5: /);
    expect(shortest.trace.length).toBeLessThan(60);
    expect(shortest.trace.length).toBeLessThan(failure.trace.length);
    expect((await simulate(failure.seed, shortest.tape)).trace).toEqual(shortest.trace);
  });
});

test('a seed is the same history each time, and so is its tape', async () => {
  const { simulate } = await loadSimulation();
  const first = await simulate(4_294_967_295);
  expect((await simulate(4_294_967_295)).trace).toEqual(first.trace);
  expect((await simulate(4_294_967_295, first.tape)).trace).toEqual(first.trace);
});
