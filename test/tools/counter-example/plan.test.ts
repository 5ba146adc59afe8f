import { planBuyers } from '../../../tools/counter-example/plan';

const TRAFFIC = { units: 100, buyers: 300, rate: 20, seed: 1 };

it('makes the same buyers of the same traffic, and others of another seed', () => {
  expect(planBuyers(TRAFFIC, 2)).toEqual(planBuyers(TRAFFIC, 2));
  expect(planBuyers({ ...TRAFFIC, seed: 2 }, 2)).not.toEqual(planBuyers(TRAFFIC, 2));
});

it('does not ask how many units there are, so that it is the same traffic for any stock', () => {
  expect(planBuyers({ ...TRAFFIC, units: 1 }, 2)).toEqual(planBuyers(TRAFFIC, 2));
});

it.each([1, 2, 3])('lets all buyers come in order, within the time that the rate gives (seed %i)', (seed) => {
  const buyers = planBuyers({ ...TRAFFIC, seed }, 2);
  const times = buyers.map(({ at }) => at);

  expect(buyers.map(({ number }) => number)).toEqual([...Array(300).keys()]);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(times.at(-1)).toBeLessThan(15_000);
});

it.each([1, 2, 3])('brings each of two Regions buyers for more than all units (seed %i)', (seed) => {
  const wanted = [0, 0];
  for (const { region, quantity } of planBuyers({ ...TRAFFIC, seed }, 2)) {
    expect([0, 1]).toContain(region);
    expect([1, 2]).toContain(quantity);
    wanted[region] = (wanted[region] ?? 0) + quantity;
  }
  expect(Math.min(...wanted)).toBeGreaterThan(TRAFFIC.units);
});
