import { once } from 'node:events';

/** Jest's global tear-down of the project `cloud`: ends the local cloud as Ctrl-C would, and waits for it. */
export default async function stopCloud(): Promise<void> {
  const cloud = globalThis.holdfastCloud;
  if (cloud === undefined || cloud.exitCode !== null || cloud.signalCode !== null) return;
  const ended = once(cloud, 'exit');
  cloud.kill('SIGINT');
  await ended;
}
