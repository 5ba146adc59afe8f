import { type AttemptTimeOuts } from '../../../lambdas/adapters/time-outs';

/** For tests that are about other things than time-outs: the machine may be as slow as it likes. */
export const PATIENT: AttemptTimeOuts = { connectMs: 60_000, answerMs: 60_000 };
