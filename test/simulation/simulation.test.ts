import { describeFailure } from './command/report';
import { loadSimulation } from './mutant';
import { FAILED_SEEDS, FIRST_SEED, SIMULATED } from './seeds';
import { shrink } from './shrink';

/** In fair weather no message may come twice, without excuse: enough of the runs have to be such ones. */
const ENOUGH_FOR_A_SHARE = 200;

const ENOUGH_TIME_MS = 60_000;

describe('the real code', () => {
  it(
    `keeps every promise in ${SIMULATED} histories of two Regions from seed ${FIRST_SEED} on`,
    async () => {
      const { simulate, simulateMany } = await loadSimulation();
      const { failure, runs, fair, steps } = await simulateMany(FIRST_SEED, SIMULATED);
      process.stdout.write(
        `simulation: seeds ${FIRST_SEED} to ${FIRST_SEED + runs - 1}, ${steps} steps, ${fair} runs of fair weather\n`,
      );
      if (failure) {
        const shortest = await shrink(failure, (tape) => simulate(failure.seed, tape), 200_000);
        throw new Error(describeFailure(failure.seed, failure, shortest).join('\n'));
      }
      if (runs >= ENOUGH_FOR_A_SHARE) expect(fair / runs).toBeGreaterThan(0.15);
    },
    ENOUGH_TIME_MS,
  );

  it('keeps every promise with the seeds that once failed, and with the first and the last one', async () => {
    const { simulate } = await loadSimulation();
    const broken: string[] = [];
    for (const seed of [0, 2 ** 32 - 1, ...FAILED_SEEDS.map((failed) => failed.seed)]) {
      const run = await simulate(seed);
      if (run.broken !== undefined) broken.push(`seed ${seed}: ${run.broken}`);
    }
    expect(broken).toEqual([]);
  });
});
