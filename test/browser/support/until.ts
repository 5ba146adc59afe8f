import { setTimeout as pause } from 'node:timers/promises';

const LIMIT_MS = 30_000;
const BETWEEN_LOOKS_MS = 50;

/** Waits for something that shows on no page, and which nothing tells of. Fails, naming it, after half a minute. */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + LIMIT_MS;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Waited ${LIMIT_MS / 1_000} s in vain until ${what}.`);
    await pause(BETWEEN_LOOKS_MS);
  }
}
