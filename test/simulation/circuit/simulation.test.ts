import { type CircuitRun, simulateCircuits } from './simulation';

const numberFrom = (name: string, otherwise: number): number => Number(process.env[name] ?? otherwise);

/** Fixed, so that `npm test` is the same for everybody; others on demand. */
const FIRST_SEED = numberFrom('CIRCUIT_SEED', 1);
const RUNS = numberFrom('CIRCUIT_RUNS', 40);

/** The last lines say what led to it. */
function report({ seed, broken, trace }: CircuitRun): string {
  const command = `CIRCUIT_SEED=${seed} CIRCUIT_RUNS=1 npx jest test/simulation/circuit/simulation --selectProjects unit`;
  return [`seed ${seed}: ${broken}`, ...trace.slice(-60), `replay: ${command}`].join('\n  ');
}

test(`${RUNS} outages from seed ${FIRST_SEED} on keep what the circuit breaker promises`, async () => {
  const { failure, runs, steps, changes } = await simulateCircuits(FIRST_SEED, RUNS);
  process.stdout.write(
    `circuit: seeds ${FIRST_SEED} to ${FIRST_SEED + runs - 1}, ${steps} steps, ${changes} changes\n`,
  );
  if (failure) throw new Error(report(failure));
  expect(changes / runs).toBeGreaterThan(3);
});
