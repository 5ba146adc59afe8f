const VARIABLE = 'HOLDFAST_PORT_BASES';

/** Tells the workers that Jest starts from now on where their local clouds are. */
export function tellPortBases(bases: readonly number[]): void {
  process.env[VARIABLE] = bases.join(',');
}

/** The port base of the local cloud that this worker has to itself. Jest counts its workers from 1. */
export function portBase(): number {
  const bases = (process.env[VARIABLE] ?? '').split(',').map(Number);
  const base = bases[Number(process.env['JEST_WORKER_ID'] ?? 1) - 1];
  if (base !== undefined && base > 0) return base;
  throw new Error(`${VARIABLE} names no cloud for this worker: these tests run in the Jest project 'cloud'.`);
}
