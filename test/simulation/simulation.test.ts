import { simulateMany, type Run } from './simulation';
import { SIMULATED, FIRST_SEED } from './seeds';

/** In fair weather no message may come twice, without excuse: enough of the runs have to be such ones. */
const ENOUGH_FOR_A_SHARE = 200;

/** The last lines say what led to it; a long history is cut at the front. */
function report({ seed, broken, trace }: Run): string {
  const command = `SIMULATION_SEED=${seed} SIMULATION_RUNS=1 npx jest test/simulation/simulation --selectProjects unit`;
  return [`seed ${seed}: ${broken}`, ...trace.slice(-200), `replay: ${command}`].join('\n  ');
}

test(`${SIMULATED} histories of two Regions from seed ${FIRST_SEED} on keep every promise`, async () => {
  const { failure, runs, fair, steps } = await simulateMany(FIRST_SEED, SIMULATED);
  process.stdout.write(
    `simulation: seeds ${FIRST_SEED} to ${FIRST_SEED + runs - 1}, ${steps} steps, ${fair} runs of fair weather\n`,
  );
  if (failure) throw new Error(report(failure));
  if (runs >= ENOUGH_FOR_A_SHARE) expect(fair / runs).toBeGreaterThan(0.15);
}, 60_000);
