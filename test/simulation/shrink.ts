import { type Tape } from './choices';
import { type Run } from './simulation';

/** Plays the seed of a failure once more, on another tape. */
type Replay = (tape: Tape) => Promise<Run>;

/** Numbers of steps that are left out at once. */
const BLOCKS = [256, 64, 16, 4, 2, 1];

/** What is left of a promise's text without the numbers and names that differ from run to run. */
const promiseOf = (broken: string): string =>
  /^[PR]\d(?:, P\d)*/.exec(broken)?.[0] ?? broken.replace(/ord_\w+|\d+/g, '#');

/** Decisions that are not the most harmless ones. */
const harmOf = (tape: Tape): number => tape.flat().filter((value) => value > 0).length;

/** Fewer lines first, then fewer steps, then more harmless ones. */
function isShorter(run: Run, than: Run): boolean {
  const lines = run.trace.length - than.trace.length;
  const steps = run.tape.length - than.tape.length;
  return (lines || steps || harmOf(run.tape) - harmOf(than.tape)) < 0;
}

/** The best history so far, and how many more steps may be played. */
class Search {
  private left: number;
  private readonly wanted: string;

  constructor(
    public best: Run,
    private readonly replay: Replay,
    most: number,
  ) {
    this.left = most;
    this.wanted = promiseOf(best.broken ?? '');
  }

  get isOver(): boolean {
    return this.left <= 0;
  }

  /** Whether a tape breaks the same promise in a shorter history; it is the best then. */
  async tries(tape: Tape): Promise<boolean> {
    if (this.isOver) return false;
    const run = await this.replay(tape);
    this.left -= run.steps;
    const isBetter =
      run.broken !== undefined && promiseOf(run.broken) === this.wanted && isShorter(run, this.best);
    if (isBetter) this.best = run;
    return isBetter;
  }
}

/**
 * The shortest history found that breaks the same promise as `failure`: leaves steps out, or makes their decisions
 * harmless, as long as it still breaks (in the manner of Hypothesis: MacIver and Donaldson, ECOOP 2020). Begins no run
 * once `most` steps were played.
 */
export async function shrink(failure: Run, replay: Replay, most = 1_000_000): Promise<Run> {
  const search = new Search(failure, replay, most);
  let before: Run;
  do {
    before = search.best;
    for (const block of BLOCKS) await leaveOut(search, block);
    await calmDown(search);
  } while (search.best !== before && !search.isOver);
  return search.best;
}

/** From the end to the beginning, as what comes last rests on what came first. The beginning itself stays. */
async function leaveOut(search: Search, block: number): Promise<void> {
  for (let end = search.best.tape.length; end > 1 && !search.isOver;) {
    const from = Math.max(1, end - block);
    const { tape } = search.best;
    await search.tries([...tape.slice(0, from), ...tape.slice(end)]);
    end = Math.min(from, search.best.tape.length);
  }
}

/** Decision by decision, those of the beginning first: they say who is there. */
async function calmDown(search: Search): Promise<void> {
  for (let step = 0; step < search.best.tape.length && !search.isOver; step++)
    for (let at = 0; at < (search.best.tape[step]?.length ?? 0); at++) {
      const value = search.best.tape[step]?.[at] ?? 0;
      if (
        value > 0 &&
        !(await search.tries(changed(search.best.tape, step, at, 0))) &&
        value > 1 &&
        step === 0
      )
        await search.tries(changed(search.best.tape, step, at, value - 1));
    }
}

const changed = (tape: Tape, step: number, at: number, value: number): Tape =>
  tape.map((decisions, index) => (index === step ? decisions.with(at, value) : decisions));
