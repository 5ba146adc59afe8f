import { parentPort } from 'node:worker_threads';
import { shrink } from '../shrink';
import { type Run, type Runs, simulate, simulateMany } from '../simulation';

/** What a worker thread is asked for, one thing at a time. */
export type Job =
  | { readonly kind: 'simulate'; readonly first: number; readonly count: number }
  /** The shortest history found of a seed that breaks a promise, within about that many steps. */
  | { readonly kind: 'shrink'; readonly seed: number; readonly most: number };

/** What it answers: `Runs` to the first, `Run` to the second. */
export type Done = Runs | Run;

async function shrinkSeed(seed: number, most: number): Promise<Run> {
  return shrink(await simulate(seed), (tape) => simulate(seed, tape), most);
}

function handle(job: Job): Promise<Done> {
  return job.kind === 'simulate' ? simulateMany(job.first, job.count) : shrinkSeed(job.seed, job.most);
}

parentPort?.on('message', (job: Job) => {
  void handle(job).then((done) => parentPort?.postMessage(done));
});
