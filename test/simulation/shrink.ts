import { type Tape } from './choices';
import { type Run } from './simulation';

/** Plays the seed of a failure once more, on another tape. */
type Replay = (tape: Tape) => Promise<Run>;

/** Numbers of decisions that are left out at once. */
const BLOCKS = [256, 64, 16, 4, 2, 1];

/** What is left of a promise's text without the numbers and names that differ from run to run. */
const promiseOf = (broken: string): string =>
  /^[PR]\d(?:, P\d)*/.exec(broken)?.[0] ?? broken.replace(/ord_\w+|\d+/g, '#');

/** Fewer lines first, then fewer decisions, then more harmless ones. */
function isShorter(run: Run, than: Run): boolean {
  const sum = (tape: Tape) => tape.reduce((total, value) => total + value, 0);
  return (
    (run.trace.length - than.trace.length ||
      run.tape.length - than.tape.length ||
      sum(run.tape) - sum(than.tape)) < 0
  );
}

/**
 * The shortest history found that breaks the same promise as `failure`: leaves decisions out, or makes them harmless,
 * as long as it still breaks (the way of Hypothesis: MacIver and Donaldson, ECOOP 2020). Plays at most `most` runs.
 */
export async function shrink(failure: Run, replay: Replay, most = 4_000): Promise<Run> {
  const wanted = promiseOf(failure.broken ?? '');
  let [best, left] = [failure, most];
  const tries = async (tape: Tape): Promise<boolean> => {
    if (left <= 0) return false;
    left -= 1;
    const run = await replay(tape);
    const isBetter = run.broken !== undefined && promiseOf(run.broken) === wanted && isShorter(run, best);
    if (isBetter) best = run;
    return isBetter;
  };
  let length: number;
  do {
    length = best.trace.length;
    for (const block of BLOCKS) await sweepOver(() => best.tape, block, tries);
  } while (best.trace.length < length && left > 0);
  return best;
}

/** From the end to the beginning, as what comes last rests on what came first. */
async function sweepOver(
  tapeNow: () => Tape,
  block: number,
  tries: (tape: Tape) => Promise<boolean>,
): Promise<void> {
  for (let end = tapeNow().length; end > 0; end = Math.min(end - block, tapeNow().length)) {
    const from = Math.max(0, end - block);
    const tape = tapeNow();
    const [before, cut, after] = [tape.slice(0, from), tape.slice(from, end), tape.slice(end)];
    if (await tries([...before, ...after])) continue;
    if (cut.some((value) => value > 0)) await tries([...before, ...cut.map(() => 0), ...after]);
  }
}
