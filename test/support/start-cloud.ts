import { type ChildProcess } from 'node:child_process';
import { freePortBases, launchCloud, waitUntilReady } from './cloud-process';
import { tellPortBases } from './port-base';

const PORT_BASES = [14_000, 15_000, 16_000, 17_000];

declare global {
  /** The local clouds' processes, for stop-cloud.ts. */
  var holdfastClouds: readonly ChildProcess[] | undefined;
}

/**
 * Jest's global set-up of the project `cloud`: starts a local cloud for each of Jest's workers, which has it to itself
 * for one file after the other, and tells the workers where.
 */
export default async function startClouds({ maxWorkers }: { readonly maxWorkers: number }): Promise<void> {
  const bases = await freePortBases(PORT_BASES, maxWorkers);
  const clouds: ChildProcess[] = [];
  globalThis.holdfastClouds = clouds;
  for (const base of bases) {
    // The first one synthesizes; the others run what it made.
    const flags = clouds.length === 0 ? [] : ['--no-synth'];
    const cloud = launchCloud([...flags, '--port-base', String(base)]);
    clouds.push(cloud);
    await waitUntilReady(cloud);
  }
  tellPortBases(bases);
}
