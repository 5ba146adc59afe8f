import { interruptible, sleepUntil } from '../../../tools/drill/clock';
import { fakeClock } from './fake-drill-shop';
import { START } from './samples';

it('sleeps until a time, and not at all when it is past', async () => {
  const clock = fakeClock();

  await sleepUntil(clock, START + 300);
  await sleepUntil(clock, START + 100);

  expect(clock.slept).toEqual([300]);
});

it('wakes everybody when somebody presses Ctrl-C, and lets nobody sleep any more', async () => {
  const controller = new AbortController();
  const clock = interruptible(
    { now: () => START, sleep: () => new Promise(() => undefined) },
    controller.signal,
  );

  const sleeping = clock.sleep(1_000);
  controller.abort();

  await sleeping;
  await clock.sleep(1_000);
  expect(clock.now()).toBe(START);
});
