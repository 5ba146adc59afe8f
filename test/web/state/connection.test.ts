import { connectionStore } from '../../../web/state/connection';
import { fakeTime, inTurn, ok, problem, settled, unreachable } from '../fakes';

describe('the connection', () => {
  it('is down from the first thing that cannot be read, and looks until there is an answer', async () => {
    const time = fakeTime();
    const look = jest.fn(inTurn(unreachable, problem(503, 'store_unavailable'), ok({})));
    const connection = connectionStore({ ...time, look: async () => look() });
    const seen: string[] = [];
    connection.state.subscribe(() => seen.push(connection.state.get().kind));
    connection.note(unreachable);
    connection.note(unreachable);
    await settled();
    expect(seen).toEqual(['down', 'up']);
    expect(look).toHaveBeenCalledTimes(3);
    expect(time.pauses).toEqual([1_000, 2_000, 4_000]);
  });

  it('is up after anything that the shop answers, be it a refusal', async () => {
    const time = fakeTime(1_000_000);
    const connection = connectionStore({ ...time, look: () => new Promise(() => undefined) });
    connection.note(problem(502, 'unknown'));
    expect(connection.state.get()).toEqual({ kind: 'down', since: 1_000_000 });
    await settled();
    connection.note(problem(404, 'unknown_product'));
    expect(connection.state.get()).toEqual({ kind: 'up' });
  });
});
