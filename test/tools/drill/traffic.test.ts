import { type Answer } from '../../../tools/client/answers';
import { type Order } from '../../../tools/client/shapes';
import { errands, runTraffic, shoppersOf } from '../../../tools/drill/traffic';
import { answered, fakeClock, fakeDrillShop, orderAnswer } from './fake-drill-shop';
import { EAST, phaseOf, PLAN, WEST } from './samples';

describe('what shoppers want', () => {
  const some = (seed: number, run = 'r') => Array.from({ length: 200 }, errands(seed, run, ['A', 'B']));

  it('is the same for one seed, under keys and addresses of their own', () => {
    expect(some(1)).toEqual(some(1));
    expect(some(1)).not.toEqual(some(2));
    const keys = [...some(1), ...some(1, 'other')].flatMap(({ key, email }) => [key, email]);
    expect(new Set(keys).size).toBe(800);
  });

  it('is paid with a card that is declined now and then', () => {
    const declined = some(1).filter(({ card }) => card === 'declined').length;

    expect(declined).toBeGreaterThan(0);
    expect(declined).toBeLessThan(30);
  });
});

it('takes the Regions in turn, and leaves out the one that is lost', () => {
  const { regions } = fakeDrillShop({});
  const [east, west] = regions.map(({ shopper }) => shopper);

  expect([0, 1].map((turn) => shoppersOf(regions, { lost: null }, turn))).toEqual([
    [east, west],
    [west, east],
  ]);
  expect(shoppersOf(regions, { lost: EAST }, 0)).toEqual([west]);
  expect(shoppersOf(regions, { lost: WEST }, 1)).toEqual([east]);
});

describe('traffic', () => {
  const plan = {
    ...PLAN,
    duplicateRate: 0.2,
    phases: [
      { ...phaseOf('hang', 'hang'), milliseconds: 500 },
      { ...phaseOf('heal', 'ok', EAST), milliseconds: 500 },
    ],
  };
  const ports = (shop: ReturnType<typeof fakeDrillShop>, signal = new AbortController().signal) => {
    const clock = fakeClock();
    return { shop, clock, skus: ['A'], run: 'r', interrupted: signal, onPhase: () => undefined };
  };

  it('goes on while nobody is answered, through every phase with its faults', async () => {
    const faults: unknown[] = [];
    const waiting: { region: string; answer: (answer: Answer<Order>) => void }[] = [];
    const shop = fakeDrillShop({
      placeOrder: (region) => new Promise((answer) => waiting.push({ region, answer })),
      control: {
        putFaults: async (put) => {
          faults.push(put);
          return answered({});
        },
      },
    });
    const all = ports(shop);
    const running = runTraffic(plan, all);
    for (let turns = 0; waiting.length < 10; turns++) {
      if (turns > 10_000) throw new Error(`only ${waiting.length} orders were sent`);
      await Promise.resolve();
    }
    waiting.forEach(({ answer }, index) => answer(orderAnswer(`o${index}`, 202)));
    const { runs, visits } = await running;

    expect(faults).toMatchObject([
      { payments: { mode: 'hang' }, regions: {}, sqs: { duplicateRate: 0.2 } },
      { payments: { mode: 'ok' }, regions: { [EAST]: 'down' } },
    ]);
    expect(waiting.map(({ region }) => region)).toEqual([
      EAST,
      WEST,
      EAST,
      WEST,
      EAST,
      ...Array<string>(5).fill(WEST),
    ]);
    expect(visits.map(({ kept }) => kept?.orderId)).toHaveLength(10);
    expect(runs.map(({ phase, from, to }) => [phase.name, to - from])).toEqual([
      ['hang', 500],
      ['heal', 500],
    ]);
  });

  it('ends when somebody presses Ctrl-C', async () => {
    const controller = new AbortController();
    controller.abort();
    const shop = fakeDrillShop({ control: { putFaults: async () => answered({}) } });

    await expect(runTraffic(plan, ports(shop, controller.signal))).rejects.toThrow();
  });
});
