import { JumpingClock, ManualClock } from '../../../lambdas/adapters/memory/manual-clock';

test('a manual clock wakes sleepers in order, once their time has come', async () => {
  const clock = new ManualClock(1_000);
  const woken: number[] = [];
  const sleepers = [30, 10, 20].map((ms) => clock.sleep(ms).then(() => woken.push(ms)));

  clock.advance(20);
  await new Promise(setImmediate);
  expect({ woken, sleeping: clock.sleeping, now: clock.now() }).toEqual({
    woken: [10, 20],
    sleeping: 1,
    now: 1_020,
  });

  clock.advance(10);
  await Promise.all(sleepers);
  expect(woken).toEqual([10, 20, 30]);
});

test('a jumping clock sleeps in no time', async () => {
  const clock = new JumpingClock(1_000);

  await clock.sleep(500);

  expect(clock.now()).toBe(1_500);
});
