import { z } from 'zod';
import { type HealthView } from './shape';

/** Between two questions to a Region: each is an invocation and two reads. */
const EVERY_MS = 3_000;
/** As long as Route 53 waits for an answer. */
const TIME_LIMIT_MS = 2_000;

const answerSchema = z.looseObject({
  status: z.string(),
  checks: z.record(z.string(), z.string()).default({}),
  weight: z.number().nullable().default(null),
});

/** Asks a Region for its health, while somebody looks. */
export class HealthWatch {
  private last: HealthView | null = null;
  private askedAt = -Infinity;

  /** `url` is the address of the Region's API; `now` gives milliseconds since 1970. */
  constructor(
    private readonly url: () => string,
    private readonly now: () => number,
    private readonly timeLimitMs = TIME_LIMIT_MS,
  ) {}

  /** The newest answer; asks again without waiting for it when that is old. */
  look(): HealthView | null {
    if (this.now() - this.askedAt >= EVERY_MS) {
      this.askedAt = this.now();
      void this.ask();
    }
    return this.last;
  }

  private async ask(): Promise<void> {
    const at = new Date(this.now()).toISOString();
    const signal = AbortSignal.timeout(this.timeLimitMs);
    try {
      const answer = await fetch(`${this.url()}/health`, { signal });
      const { status, checks, weight } = answerSchema.parse(await answer.json());
      this.last = { at, httpStatus: answer.status, status, checks, weight };
    } catch {
      // A Region that is down refuses at once; one with too much to do keeps everybody waiting.
      const status = signal.aborted ? 'late' : 'unreachable';
      this.last = { at, httpStatus: null, status, checks: {}, weight: null };
    }
  }
}
