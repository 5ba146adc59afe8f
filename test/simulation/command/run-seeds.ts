import { type ProgressDisplay } from '../../../tools/progress';
import { type Mutation } from '../mutant';
import { type Run } from '../simulation';
import { type SimulateOptions } from './options';
import { Thread, threadCode } from './threads';

/** How a run over many seeds ended. */
export interface SeedsRun {
  /** The lowest seed found that breaks a promise, with the shortest history found of it. */
  readonly failure?: { readonly seed: number; readonly whole: Run; readonly shortest: Run };
  readonly runs: number;
  readonly fair: number;
  readonly steps: number;
  readonly seconds: number;
}

/** What a run takes from outside. */
export interface Surroundings {
  /** In ms. */
  readonly now: () => number;
  readonly stopped: () => boolean;
  readonly progress: ProgressDisplay;
}

/** Seeds that a thread is given at a time: about half a second's work. */
const CHUNK = 200;
const MOST_STEPS_TO_SHRINK = 1_000_000;

/** Plays seeds on all threads until all are done, the time is over, or one breaks a promise, as with a planted bug. */
export async function runSeeds(
  options: SimulateOptions,
  around: Surroundings,
  bug?: Mutation,
): Promise<SeedsRun> {
  const code = await threadCode(bug);
  const threads = Array.from({ length: options.workers }, () => Thread.of(code));
  const seeds = new Seeds(options, around);
  try {
    await Promise.all(threads.map((thread) => seeds.playOn(thread)));
    const [thread] = threads;
    const whole = seeds.lowest;
    if (!whole || !thread) return seeds.result();
    around.progress.note(`seed ${whole.seed} breaks a promise; looking for a shorter history …`);
    const shortest = await thread.shrink(whole.seed, MOST_STEPS_TO_SHRINK);
    return { ...seeds.result(), failure: { seed: whole.seed, whole, shortest } };
  } finally {
    around.progress.finish();
    await Promise.all(threads.map((thread) => thread.end()));
  }
}

class Seeds {
  private next: number;
  private readonly end: number;
  private readonly begun: number;
  private readonly totals = { runs: 0, fair: 0, steps: 0 };
  lowest: Run | undefined;

  constructor(
    private readonly options: SimulateOptions,
    private readonly around: Surroundings,
  ) {
    this.next = options.from;
    this.end = options.from + options.seeds;
    this.begun = around.now();
  }

  async playOn(thread: Thread): Promise<void> {
    while (!this.isOver()) {
      const first = this.next;
      const count = Math.min(CHUNK, this.end - first);
      this.next += count;
      const { failure, runs, fair, steps } = await thread.simulate(first, count);
      this.totals.runs += runs;
      this.totals.fair += fair;
      this.totals.steps += steps;
      if (failure && failure.seed < (this.lowest?.seed ?? Infinity)) this.lowest = failure;
      this.show();
    }
  }

  result(): SeedsRun {
    return { ...this.totals, seconds: this.seconds() };
  }

  private isOver(): boolean {
    const { minutes = Infinity } = this.options;
    const isLate = this.seconds() >= minutes * 60;
    return this.next >= this.end || isLate || this.lowest !== undefined || this.around.stopped();
  }

  private seconds(): number {
    return (this.around.now() - this.begun) / 1000;
  }

  /** Whichever of the two limits is nearer. */
  private show(): void {
    const { minutes, seeds } = this.options;
    const { runs } = this.totals;
    const seconds = this.seconds();
    const text = `${runs} seeds, ${Math.round(runs / Math.max(seconds, 0.001))} a second`;
    const isTimed = minutes !== undefined && seconds / (minutes * 60) > runs / seeds;
    const [done, total] = isTimed ? [seconds, minutes * 60] : [runs, seeds];
    this.around.progress.show({ done, total, text });
  }
}
