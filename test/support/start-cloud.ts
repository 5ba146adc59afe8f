import { type ChildProcess } from 'node:child_process';
import { freePortBase, launchCloud, waitUntilReady } from './cloud-process';

const PORT_BASES = [14_000, 15_000, 16_000, 17_000];

declare global {
  /** The local cloud's process, for stop-cloud.ts. */
  var holdfastCloud: ChildProcess | undefined;
}

/**
 * Jest's global set-up of the project `cloud`: starts the local cloud once for all files and tells them
 * its port base in HOLDFAST_PORT_BASE.
 */
export default async function startCloud(): Promise<void> {
  const portBase = await freePortBase(PORT_BASES);
  const cloud = launchCloud(['--port-base', String(portBase)]);
  globalThis.holdfastCloud = cloud;
  await waitUntilReady(cloud);
  process.env['HOLDFAST_PORT_BASE'] = String(portBase);
}
