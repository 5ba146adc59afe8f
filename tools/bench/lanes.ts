import { errorMessage } from '../errors';

/** Work that a number of shoppers do again and again, each waiting for its end before the next. */
export interface Lanes {
  readonly concurrency: number;
  /** Nothing is begun after this time, or after this number of turns. */
  readonly until: { readonly milliseconds: number; readonly turns?: number };
  /** Takes one turn; `turn` counts from 0 over all lanes. Null when it succeeded, else what came instead. */
  readonly once: (turn: number) => Promise<string | null>;
  readonly interrupted: AbortSignal;
}

/** What became of it. */
export interface LanesResult {
  /** From the first turn to the last answer. */
  readonly seconds: number;
  /** Processor time of this process, which is the generator of the load, in milliseconds. */
  readonly ownCpuMs: number;
  /** Of the turns that succeeded, in milliseconds. */
  readonly latenciesMs: readonly number[];
  /** The others: how many, and the first one's text. */
  readonly failures: { readonly count: number; readonly first: string | null };
}

/** Runs the lanes and measures each turn. */
export async function runLanes({ concurrency, until, once, interrupted }: Lanes): Promise<LanesResult> {
  const latenciesMs: number[] = [];
  const failures = { count: 0, first: null as string | null };
  const startedAt = performance.now();
  const cpuAtStart = process.cpuUsage();
  const deadline = startedAt + until.milliseconds;
  const most = until.turns ?? Infinity;
  let begun = 0;
  const lane = async () => {
    while (performance.now() < deadline && begun < most) {
      interrupted.throwIfAborted();
      const began = performance.now();
      const failure = await once(begun++).catch(errorMessage);
      if (failure === null) latenciesMs.push(performance.now() - began);
      else failures.first ??= failure;
      failures.count += failure === null ? 0 : 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  const seconds = (performance.now() - startedAt) / 1_000;
  const { user, system } = process.cpuUsage(cpuAtStart);
  return { seconds, ownCpuMs: (user + system) / 1_000, latenciesMs, failures };
}
