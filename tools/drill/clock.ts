/** Time as the drill sees it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** Waits until then; not at all when it is past. */
export async function sleepUntil(clock: Clock, time: number): Promise<void> {
  const left = time - clock.now();
  if (left > 0) await clock.sleep(left);
}
