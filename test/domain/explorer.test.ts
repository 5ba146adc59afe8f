import { exploreMany, type Run } from '../support/explorer';
import { EXPLORED, FIRST_SEED } from './seeds';

/** The last lines say what led to it; a long history is cut at the front. */
function report({ seed, broken, trace }: Run): string {
  const command = `EXPLORER_SEED=${seed} EXPLORER_RUNS=1 npx jest test/domain/explorer --selectProjects unit`;
  return [`seed ${seed}: ${broken}`, ...trace.slice(-200), `replay: ${command}`].join('\n  ');
}

test(`${EXPLORED} histories of two Regions from seed ${FIRST_SEED} on keep every promise`, async () => {
  const { failure, runs, steps } = await exploreMany(FIRST_SEED, EXPLORED);
  process.stdout.write(`explorer: seeds ${FIRST_SEED} to ${FIRST_SEED + runs - 1}, ${steps} steps\n`);
  if (failure) throw new Error(report(failure));
}, 60_000);
