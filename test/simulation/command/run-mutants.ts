import { type ProgressDisplay } from '../../../tools/progress';
import { HARMLESS, HARMLESS_RUNS, PLANTED_BUGS } from '../planted-bugs';
import { type PlantedBug } from '../planted/planted-bug';
import { type Run } from '../simulation';
import { Thread, threadCode } from './threads';

const MOST_STEPS_TO_SHRINK = 200_000;

/** What became of a planted bug. */
export interface MutantResult {
  readonly name: string;
  /** Runs within which it must be found. */
  readonly within: number;
  /** Runs that it took, and the shortest history found; absent when it was not found. */
  readonly found?: { readonly runs: number; readonly shortest: Run };
}

/** A table of planted bugs, and of changes that must break nothing. */
export interface MutantsRun {
  readonly bugs: readonly MutantResult[];
  readonly harmless: readonly MutantResult[];
}

/** What is planted; `first` is the first seed with which it is looked for. */
export interface MutantsPlan {
  readonly first: number;
  readonly workers: number;
  readonly bugs: readonly PlantedBug[];
  readonly harmless: readonly PlantedBug[];
}

/** Every known bug, and every change that is known to break nothing. */
export const allMutants = {
  bugs: PLANTED_BUGS,
  harmless: HARMLESS.map((change) => ({ ...change, seed: 0, within: HARMLESS_RUNS })),
};

/** Plants one after another on each thread. */
export async function runMutants(
  { first, workers, bugs, harmless }: MutantsPlan,
  progress: ProgressDisplay,
  stopped: () => boolean,
): Promise<MutantsRun> {
  const all = [...bugs, ...harmless];
  const results: MutantResult[] = [];
  const waiting = all.map((bug, index) => ({ bug, index }));
  const lane = async () => {
    for (let next = waiting.shift(); next && !stopped(); next = waiting.shift()) {
      results[next.index] = await look(next.bug, first);
      const done = all.length - waiting.length;
      progress.show({ done, total: all.length, text: `${done} of ${all.length} planted` });
    }
  };
  await Promise.all(Array.from({ length: workers }, lane));
  progress.finish();
  return { bugs: results.slice(0, bugs.length), harmless: results.slice(bugs.length) };
}

async function look(bug: PlantedBug, first: number): Promise<MutantResult> {
  const { name, within } = bug;
  const thread = Thread.of(await threadCode(bug));
  try {
    const { failure, runs } = await thread.simulate(first, within);
    if (!failure) return { name, within };
    return {
      name,
      within,
      found: { runs, shortest: await thread.shrink(failure.seed, MOST_STEPS_TO_SHRINK) },
    };
  } finally {
    await thread.end();
  }
}
