import { edgeRoute } from './edge-route';
import { type RoutingRun, simulateRoutings } from './simulation';

const numberFrom = (name: string, otherwise: number): number => Number(process.env[name] ?? otherwise);

/** Fixed, so that `npm test` is the same for everybody; others on demand. */
const FIRST_SEED = numberFrom('ROUTING_SEED', 1);
const RUNS = numberFrom('ROUTING_RUNS', 60);

/** What one history may take on a slow machine. */
const MOST_MS = 500;

/** The last lines say what led to it. */
function report({ seed, broken, trace }: RoutingRun): string {
  const command = `ROUTING_SEED=${seed} ROUTING_RUNS=1 npx jest test/simulation/routing/simulation --selectProjects unit`;
  return [`seed ${seed}: ${broken}`, ...trace.slice(-60), `replay: ${command}`].join('\n  ');
}

test(
  `${RUNS} histories of two Regions from seed ${FIRST_SEED} on keep what the routing promises`,
  async () => {
    const { failure, runs, writes } = await simulateRoutings(FIRST_SEED, RUNS, edgeRoute);
    process.stdout.write(`routing: seeds ${FIRST_SEED} to ${FIRST_SEED + runs - 1}, ${writes} writes\n`);
    if (failure) throw new Error(report(failure));
    expect(writes / runs).toBeGreaterThan(4);
  },
  30_000 + RUNS * MOST_MS,
);
