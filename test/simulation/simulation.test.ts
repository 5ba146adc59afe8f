import { describeFailure } from './command/report';
import { loadSimulation } from './mutant';
import { FAILED_SEEDS, FIRST_SEED, SIMULATED } from './seeds';
import { shrink } from './shrink';

/** In fair weather no message may come twice, without excuse: enough of the runs have to be such ones. */
const ENOUGH_FOR_A_SHARE = 200;

test(`${SIMULATED} histories of two Regions from seed ${FIRST_SEED} on keep every promise`, async () => {
  const { simulate, simulateMany } = await loadSimulation();
  const { failure, runs, fair, steps } = await simulateMany(FIRST_SEED, SIMULATED);
  process.stdout.write(
    `simulation: seeds ${FIRST_SEED} to ${FIRST_SEED + runs - 1}, ${steps} steps, ${fair} runs of fair weather\n`,
  );
  if (failure) {
    const shortest = await shrink(failure, (tape) => simulate(failure.seed, tape), 1_000);
    throw new Error(describeFailure(failure.seed, failure, shortest).join('\n'));
  }
  if (runs >= ENOUGH_FOR_A_SHARE) expect(fair / runs).toBeGreaterThan(0.15);
}, 60_000);

test.each(FAILED_SEEDS)('seed $seed, which once broke a promise, keeps all: $found', async ({ seed }) => {
  const { simulate } = await loadSimulation();
  expect((await simulate(seed)).broken).toBeUndefined();
});
