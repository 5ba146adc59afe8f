/** Time as the drill sees it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Waits until then; not at all when it is past. */
export async function sleepUntil(clock: Clock, time: number): Promise<void> {
  const left = time - clock.now();
  if (left > 0) await clock.sleep(left);
}

/** A clock that lets nobody sleep any longer once somebody has pressed Ctrl-C. */
export function interruptible({ now, sleep }: Clock, interrupted: AbortSignal): Clock {
  const awake = new Promise<void>((resolve) => interrupted.addEventListener('abort', () => resolve()));
  return {
    now,
    sleep: (milliseconds) => (interrupted.aborted ? awake : Promise.race([sleep(milliseconds), awake])),
  };
}
