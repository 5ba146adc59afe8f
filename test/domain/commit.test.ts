import { JumpingClock } from '../../lambdas/adapters/memory/manual-clock';
import { type CommitCalls, commitOnce } from '../../lambdas/domain/commit';
import { CorruptRecord, StoreUnavailable } from '../../lambdas/domain/errors';
import { unavailable } from './shop';

const clock = new JumpingClock();

/** A commit in which "mine" stands for this attempt's record. */
const commit = (calls: Partial<CommitCalls<string>>) =>
  commitOnce<string>(
    {
      commit: async () => unavailable(),
      fence: async () => unavailable(),
      isOurs: (record) => record === 'mine',
      ...calls,
    },
    clock,
  );

describe('a commit that is answered', () => {
  it('is committed', async () => {
    expect(await commit({ commit: async () => ({ kind: 'committed' }) })).toEqual({ kind: 'committed' });
  });

  it('is lost to the record that stands there', async () => {
    const outcome = await commit({ commit: async () => ({ kind: 'taken', record: 'theirs' }) });
    expect(outcome).toEqual({ kind: 'lost', record: 'theirs' });
  });

  it('is committed when an earlier copy of it stands there', async () => {
    const outcome = await commit({ commit: async () => ({ kind: 'taken', record: 'mine' }) });
    expect(outcome).toEqual({ kind: 'committed' });
  });
});

describe('a commit without an answer fences itself', () => {
  it('and is committed when it had taken effect', async () => {
    expect(await commit({ fence: async () => 'mine' })).toEqual({ kind: 'committed' });
  });

  it('and is lost when it had not', async () => {
    expect(await commit({ fence: async () => 'fenced' })).toEqual({ kind: 'lost', record: 'fenced' });
  });

  it('again, until there is an answer', async () => {
    let calls = 0;
    const fence = async () => (++calls < 3 ? unavailable() : 'mine');
    const start = clock.now();
    expect(await commit({ fence })).toEqual({ kind: 'committed' });
    expect(clock.now() - start).toBe(100 + 200);
  });

  it('and is unknown after three tries: nothing may be undone', async () => {
    let calls = 0;
    const fence = async () => {
      calls += 1;
      return unavailable();
    };
    const outcome = await commit({ fence });
    expect(outcome).toEqual({ kind: 'unknown', error: expect.any(StoreUnavailable) as unknown });
    expect(calls).toBe(3);
  });
});

test.each(['commit', 'fence'] as const)('an error of another kind in %s goes through', async (call) => {
  const fail = () => Promise.reject(new CorruptRecord('not ours'));
  await expect(commit({ [call]: fail })).rejects.toThrow(CorruptRecord);
});
