import { type Clock } from '../../../tools/drill/clock';
import { type Buyer, planBuyers } from '../../../tools/counter-example/plan';
import { type Outcome, race } from '../../../tools/counter-example/race';

const SOLD: Outcome = { kind: 'sold' };
const buyers = planBuyers({ units: 1, buyers: 5, rate: 10, seed: 3 }, 2);

/** A clock that stands still until all have gone to sleep, and then wakes them in the order of their times. */
function standingClock(): Clock & { run(): Promise<void> } {
  let now = 1_000;
  const sleepers: { at: number; wake: () => void }[] = [];
  return {
    now: () => now,
    sleep: (ms) => new Promise((wake) => void sleepers.push({ at: now + ms, wake })),
    run: async () => {
      for (const { at, wake } of sleepers.sort((a, b) => a.at - b.at)) {
        now = at;
        wake();
        await new Promise(setImmediate);
      }
    },
  };
}

it('lets each buyer come at their time, and waits for nobody', async () => {
  const clock = standingClock();
  const came: (readonly [number, number])[] = [];
  const answers: ((outcome: Outcome) => void)[] = [];
  const buy = ({ number }: Buyer) =>
    new Promise<Outcome>((resolve) => {
      came.push([number, clock.now() - 1_000]);
      answers.push(resolve);
    });

  const running = race(buyers, buy, { clock, interrupted: new AbortController().signal });
  await clock.run();

  expect(came).toEqual(buyers.map(({ number, at }) => [number, at]));
  answers.forEach((answer) => answer(SOLD));
  expect(await running).toEqual(buyers.map(() => SOLD));
});

it('gives the outcomes in the order of the buyers, whoever was answered first', async () => {
  const clock = standingClock();
  const answers: ((outcome: Outcome) => void)[] = [];
  const buy = () => new Promise<Outcome>((resolve) => void answers.push(resolve));

  const running = race(buyers, buy, { clock, interrupted: new AbortController().signal });
  await clock.run();
  const said = buyers.map(({ number }): Outcome => ({ kind: 'failed', why: String(number) }));
  [4, 2, 0, 1, 3].forEach((index) => answers[index]?.(said[index] ?? SOLD));

  expect(await running).toEqual(said);
});

it('lets nobody buy once it is stopped', async () => {
  const buy = jest.fn();
  const clock = { now: () => 0, sleep: async () => undefined };

  await expect(race(buyers, buy, { clock, interrupted: AbortSignal.abort() })).rejects.toThrow('aborted');
  expect(buy).not.toHaveBeenCalled();
});
