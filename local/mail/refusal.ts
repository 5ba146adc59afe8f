import { type Faults } from '../types';

/** Why a message does not leave: it is refused for good, or sending is paused and it may leave later. */
export type Refusal = 'rejected' | 'paused';

/** What the faults have in store for a message; null for one that leaves. */
export function refusalBy({ mail }: Faults): Refusal | null {
  const chance = Math.random();
  if (chance < mail.rejectRate) return 'rejected';
  return chance < mail.rejectRate + mail.pauseRate ? 'paused' : null;
}

/** Every message leaves. */
export const noRefusal = (): null => null;
