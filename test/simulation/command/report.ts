import { type MutantResult, type MutantsRun } from './run-mutants';
import { type SeedsRun } from './run-seeds';
import { type Run } from '../simulation';

/** The command that plays one seed again. */
export const replayCommand = (seed: number): string => `npm run simulate -- --from ${seed} --seeds 1`;

/** Lines at the beginning and at the end of a history that are printed: one that goes round in circles has thousands. */
const MOST_LINES = 200;

function abridged(trace: readonly string[]): readonly string[] {
  const left = trace.length - 2 * MOST_LINES;
  if (left <= 0) return trace;
  return [...trace.slice(0, MOST_LINES), `… ${left} more lines …`, ...trace.slice(-MOST_LINES)];
}

/** A history that breaks a promise, as people read it. */
export function describeFailure(seed: number, whole: Run, shortest: Run): string[] {
  return [
    `seed ${seed} breaks a promise: ${whole.broken}`,
    `the shortest history found that does, ${shortest.trace.length} of ${whole.trace.length} lines: ${shortest.broken}`,
    ...abridged(shortest.trace).map((line) => `  ${line}`),
    `replay it: ${replayCommand(seed)}`,
  ];
}

const perSecond = ({ runs, seconds }: SeedsRun): number => Math.round(runs / Math.max(seconds, 0.001));

/** The summary of a run over many seeds, after the failure if there was one. */
export function describeSeeds(
  result: SeedsRun,
  { from, workers, isStopped = false }: { from: number; workers: number; isStopped?: boolean },
): string[] {
  const { failure, runs, fair, steps, seconds } = result;
  const verdict = failure
    ? 'A PROMISE WAS BROKEN'
    : `every promise held${isStopped ? ' until it was stopped' : ''}`;
  return [
    ...(failure ? describeFailure(failure.seed, failure.whole, failure.shortest) : []),
    `${verdict}: ${runs} seeds from ${from} on, ${fair} of them in fair weather, ${steps} steps, ` +
      `${seconds.toFixed(1)} s, ${perSecond(result)} seeds a second on ${workers} core${workers === 1 ? '' : 's'}`,
  ];
}

const describeBug = ({ name, within, found }: MutantResult): string =>
  found
    ? `| ${name} | ${found.runs} | ${found.shortest.trace.length} | ${found.shortest.broken?.split('\n')[0]} |`
    : `| ${name} | NOT FOUND within ${within} | | |`;

/** Whether all bugs were found, and no harmless change was. */
export const isFine = ({ bugs, harmless }: MutantsRun): boolean =>
  bugs.every(({ found }) => found) && harmless.every(({ found }) => !found);

/** The table of planted bugs, in Markdown. */
export function describeMutants(run: MutantsRun): string[] {
  const { bugs, harmless } = run;
  const found = bugs.filter((bug) => bug.found).length;
  return [
    '| planted bug | runs until found | lines of the shortest history | promise broken |',
    '|---|---:|---:|---|',
    ...bugs.map(describeBug),
    '',
    `${found} of ${bugs.length} planted bugs were found.`,
    ...harmless.map(({ name, within, found: broken }) =>
      broken
        ? `NOT HARMLESS after ${broken.runs} runs: ${name}: ${broken.shortest.broken}`
        : `harmless within ${within} runs, as it must be: ${name}`,
    ),
  ];
}
