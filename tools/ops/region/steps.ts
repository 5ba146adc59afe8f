import { type World } from '../../world';
import { statusLine } from '../status-line';

/** How a step ended. `warned`: it is not as it should be, and what follows goes on. */
export interface StepResult {
  readonly outcome: 'done' | 'warned' | 'failed';
  readonly detail: string;
}

/** A step that was taken, for the report. */
export interface StepTaken extends StepResult {
  readonly step: string;
  readonly seconds: number;
}

/** What a look found: whether what is waited for is there, and what to tell. */
export interface Progress {
  readonly reached: boolean;
  readonly detail: string;
}

/** Takes steps one after the other, and tells how each went and how long it took. */
export class Steps {
  readonly taken: StepTaken[] = [];
  private readonly begunAt: number;

  /** @param tell prints a line */
  constructor(
    private readonly world: World,
    private readonly tell: (line: string) => void,
  ) {
    this.begunAt = world.now().getTime();
  }

  /** Seconds since the first step began. */
  get seconds(): number {
    return this.since(this.begunAt);
  }

  /** Nothing that was done is other than it should be. */
  get clean(): boolean {
    return this.taken.every(({ outcome }) => outcome === 'done');
  }

  async take(step: string, work: () => Promise<StepResult>): Promise<StepResult> {
    const begun = this.world.now().getTime();
    const result = await work();
    const seconds = this.since(begun);
    this.taken.push({ step, seconds, ...result });
    const mark = result.outcome === 'done' ? ' ' : '!';
    this.tell(`${mark}${seconds.toFixed(1).padStart(6)} s  ${result.detail}`);
    return result;
  }

  /**
   * Looks again and again until what is waited for is there. Too late, or stopped by Ctrl-C, it warns with what was
   * seen last.
   */
  async wait(
    step: string,
    { limitMs, everyMs }: { readonly limitMs: number; readonly everyMs: number },
    look: () => Promise<Progress>,
  ): Promise<StepResult> {
    return this.take(step, async () => {
      const show = statusLine(this.world);
      const end = this.world.now().getTime() + limitMs;
      for (;;) {
        const { reached, detail } = await look();
        const over = this.world.now().getTime() >= end || this.world.interrupted.aborted;
        if (reached || over) show('');
        if (reached) return { outcome: 'done', detail };
        if (over) return { outcome: 'warned', detail };
        show(`waiting: ${detail}`);
        await this.world.sleep(everyMs);
      }
    });
  }

  private since(begun: number): number {
    return (this.world.now().getTime() - begun) / 1_000;
  }
}
