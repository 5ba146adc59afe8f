import { setTimeout } from 'node:timers/promises';
import { type Clock } from '../../domain/runtime';

/** The real clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms) => {
    await setTimeout(ms);
  },
};
