import { type Answer } from '../../../tools/client/answers';
import { isTransient, type RetryPolicy, waitMs, withRetry } from '../../../tools/client/retry';

const POLICY: RetryPolicy = { attempts: 3, baseMs: 100, capMs: 250, longestRetryAfterMs: 1_000 };

const refused = (status: number, retryAfterMs: number | null = null): Answer<string> => ({
  kind: 'refused',
  status,
  problem: { code: 'x', title: 'x', detail: null, members: {} },
  retryAfterMs,
});
const lost: Answer<string> = { kind: 'unreachable', reason: 'connection_lost', message: 'lost' };
const fine: Answer<string> = { kind: 'answered', status: 200, body: 'fine', replayed: false };

describe('withRetry', () => {
  const run = async (answers: readonly Answer<string>[]) => {
    const sleeps: number[] = [];
    const attempts: number[] = [];
    const answer = await withRetry(
      async (attempt) => (attempts.push(attempt), answers[attempt - 1] ?? fine),
      POLICY,
      { random: () => 0.5, sleep: async (ms) => void sleeps.push(ms) },
    );
    return { answer, attempts, sleeps };
  };

  it('repeats transient answers with growing, jittered waits until one is final', async () => {
    expect(await run([refused(503), lost, fine])).toEqual({
      answer: fine,
      attempts: [1, 2, 3],
      sleeps: [50, 100],
    });
  });

  it('gives the last answer back when the attempts are used up', async () => {
    expect(await run([lost, lost, refused(429)])).toMatchObject({
      answer: refused(429),
      attempts: [1, 2, 3],
    });
  });

  it('waits at least as long as Retry-After says', async () => {
    expect((await run([refused(429, 800), fine])).sleeps).toEqual([850]);
  });

  it('does not wait longer than the policy allows', async () => {
    expect(await run([refused(429, 1_001), fine])).toMatchObject({ answer: refused(429, 1_001), sleeps: [] });
  });

  it('takes a refusal that repetition cannot change as it is', async () => {
    expect((await run([refused(409), fine])).attempts).toEqual([1]);
  });
});

describe('retry rules', () => {
  it.each([429, 500, 502, 503, 504])('call %s transient', (status) => {
    expect(isTransient(refused(status))).toBe(true);
  });

  it.each([400, 402, 403, 404, 409, 422])('call %s final', (status) => {
    expect(isTransient(refused(status))).toBe(false);
  });

  it('cap the wait', () => {
    expect(waitMs(lost, 30, POLICY, () => 1)).toBe(250);
  });
});
