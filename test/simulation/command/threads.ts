import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { bundle, type Mutation } from '../mutant';
import { type Run, type Runs } from '../simulation';
import { type Job } from './worker';

/** A thread that simulates. */
export class Thread {
  private constructor(private readonly worker: Worker) {}

  static of(code: string): Thread {
    return new Thread(new Worker(code, { eval: true }));
  }

  /** Plays `count` seeds from `first` on, until one breaks a promise. */
  simulate(first: number, count: number): Promise<Runs> {
    return this.ask<Runs>({ kind: 'simulate', first, count });
  }

  /** The shortest history found of a seed that breaks a promise, within about `most` steps. */
  shrink(seed: number, most: number): Promise<Run> {
    return this.ask<Run>({ kind: 'shrink', seed, most });
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private async ask<Answer>(job: Job): Promise<Answer> {
    this.worker.postMessage(job);
    const [answer] = (await once(this.worker, 'message')) as [Answer];
    return answer;
  }
}

/** The code of such a thread, with the bug planted in it, if any. */
export const threadCode = (mutation?: Mutation): Promise<string> => bundle('command/worker.ts', mutation);
