import { loadSimulation, mutate } from './mutant';
import { HARMLESS, PLANTED_BUGS } from './planted-bugs';
import { FIRST_SEED } from './seeds';

/** All that there is time for in `npm test`; `npm run simulate -- --mutants` plays more. */
const SOME_HARMLESS_RUNS = 300;

describe(`the simulation, from seed ${FIRST_SEED} on, finds out when`, () => {
  test.each(PLANTED_BUGS)('$name', async (bug) => {
    const { simulate, simulateMany } = await loadSimulation(bug);
    const known = await simulate(bug.seed);
    const failure = known.broken === undefined ? (await simulateMany(FIRST_SEED, bug.within)).failure : known;
    expect(failure?.broken).toMatch(/^(P\d|R\d|order|a stranger|the audit finds)/);
  });
});

describe('nothing breaks, because no promise rests on it, when', () => {
  test.each(HARMLESS)('$name', async (change) => {
    const { simulateMany } = await loadSimulation(change);
    expect((await simulateMany(FIRST_SEED, SOME_HARMLESS_RUNS)).failure?.broken).toBeUndefined();
  });
});

test('the unchanged code keeps every promise with the seeds that find them', async () => {
  const { simulate } = await loadSimulation();
  const broken: string[] = [];
  for (const { seed } of PLANTED_BUGS) {
    const run = await simulate(seed);
    if (run.broken !== undefined) broken.push(`seed ${seed}: ${run.broken}`);
  }
  expect(broken).toEqual([]);
});

describe('a mutation', () => {
  const mutation = { file: 'lambdas/domain/a.ts', replace: 'a + b', by: 'a - b' };

  it('replaces the one place', () => {
    expect(mutate('const c = a + b;', mutation)).toBe('const c = a - b;');
  });

  it.each(['', 'a + b; a + b'])('is refused when its text is not there exactly once: "%s"', (source) => {
    expect(() => mutate(source, mutation)).toThrow(/occurs (0|2) times in lambdas\/domain\/a.ts, not once/);
  });

  it('that is not bundled is an error, not a test that finds nothing', async () => {
    await expect(loadSimulation(mutation)).rejects.toThrow('lambdas/domain/a.ts');
  });
});
