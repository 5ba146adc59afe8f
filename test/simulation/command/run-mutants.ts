import { type ProgressDisplay } from '../../../tools/progress';
import { HARMLESS, PLANTED_BUGS, type PlantedBug } from '../planted-bugs';
import { type Run } from '../simulation';
import { Thread, threadCode } from './threads';

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

const MOST_RUNS_TO_SHRINK = 1_000;

/** Runs in which a harmless change must break nothing. */
const HARMLESS_RUNS = 1_500;

/** Plants every known bug, one a thread, and looks for it from seed `first` on. */
export async function runMutants(
  { first, workers }: { first: number; workers: number },
  progress: ProgressDisplay,
  stopped: () => boolean,
): Promise<MutantsRun> {
  const harmless = HARMLESS.map((change) => ({ ...change, within: HARMLESS_RUNS }));
  const all = [...PLANTED_BUGS, ...harmless];
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
  return { bugs: results.slice(0, PLANTED_BUGS.length), harmless: results.slice(PLANTED_BUGS.length) };
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
      found: { runs, shortest: await thread.shrink(failure.seed, MOST_RUNS_TO_SHRINK) },
    };
  } finally {
    await thread.end();
  }
}
