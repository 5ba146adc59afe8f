const numberFrom = (name: string, otherwise: number): number => Number(process.env[name] ?? otherwise);

/** First seed of the simulation's runs: fixed, so that `npm test` is the same for everybody; others on demand. */
export const FIRST_SEED = numberFrom('SIMULATION_SEED', 1);

/** Runs of the unchanged code in `npm test`; `npm run simulate` plays as many as it is asked for. */
export const SIMULATED = numberFrom('SIMULATION_RUNS', 1_000);

/** A seed that broke a promise when it was found, and what was wrong then. */
export interface FailedSeed {
  readonly seed: number;
  readonly found: string;
}

/**
 * Every seed that ever failed for a reason in the code; each stays for good. A change to what a seed makes of itself
 * (choices.ts, world.ts, scenario.ts) turns them into other histories, which cost nothing.
 */
export const FAILED_SEEDS: readonly FailedSeed[] = [10_340, 15_648, 17_351, 36_885, 42_486].map((seed) => ({
  seed,
  found: 'a sweep believed the time of an event that came late, so that shoppers were told twice',
}));
