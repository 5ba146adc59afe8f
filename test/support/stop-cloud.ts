import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

async function stop(cloud: ChildProcess): Promise<void> {
  if (cloud.exitCode !== null || cloud.signalCode !== null) return;
  const ended = once(cloud, 'exit');
  cloud.kill('SIGINT');
  await ended;
}

/** Jest's global tear-down of the project `cloud`: ends the local clouds as Ctrl-C would, and waits for them. */
export default async function stopClouds(): Promise<void> {
  await Promise.all((globalThis.holdfastClouds ?? []).map(stop));
}
