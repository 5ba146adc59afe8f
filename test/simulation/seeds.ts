const numberFrom = (name: string, otherwise: number): number => Number(process.env[name] ?? otherwise);

/** First seed of the simulation's runs: fixed, so that `npm test` is the same for everybody; others on demand. */
export const FIRST_SEED = numberFrom('SIMULATION_SEED', 1);

/** Runs of the unchanged code: at least as many as any planted bug may take to be found. */
export const SIMULATED = numberFrom('SIMULATION_RUNS', 6_000);
