import { runLanes } from '../../../tools/bench/lanes';
import { expectOrders } from '../../../tools/bench/load';
import { BenchFailed } from '../../../tools/bench/section';

const AN_HOUR = 3_600_000;
const never = new AbortController().signal;

it('takes each turn once, over all lanes, and counts what failed', async () => {
  const taken: number[] = [];
  const once = async (turn: number) => {
    taken.push(turn);
    if (turn === 3) throw new Error('connection lost');
    return turn % 5 === 4 ? `turn ${turn} was refused` : null;
  };

  const result = await runLanes({
    concurrency: 3,
    until: { milliseconds: AN_HOUR, turns: 10 },
    once,
    interrupted: never,
  });

  expect(taken.sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(result.latenciesMs).toHaveLength(7);
  expect(result.failures).toEqual({ count: 3, first: 'connection lost' });
});

it('begins nothing once time is up', async () => {
  const result = await runLanes({
    concurrency: 2,
    until: { milliseconds: 0 },
    once: async () => null,
    interrupted: never,
  });

  expect(result.latenciesMs).toEqual([]);
});

it('stops when it is interrupted', async () => {
  const controller = new AbortController();
  const once = async (turn: number) => (turn === 2 ? (controller.abort(), null) : null);

  await expect(
    runLanes({ concurrency: 1, until: { milliseconds: AN_HOUR }, once, interrupted: controller.signal }),
  ).rejects.toThrow(/aborted/);
});

describe('a load', () => {
  it('must mostly succeed to measure anything', () => {
    const result = {
      seconds: 1,
      ownCpuMs: 1,
      latenciesMs: [1],
      failures: { count: 2, first: '409 {"code":"x"}' },
    };

    expect(() => expectOrders(result)).toThrow(BenchFailed);
    expect(() => expectOrders(result)).toThrow('only 1 of 3 orders were answered with 201; the first other');
    expect(() => expectOrders({ ...result, latenciesMs: [1, 2, 3] })).not.toThrow();
  });
});
