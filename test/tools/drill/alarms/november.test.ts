import { NOVEMBER_ORDERS_BY_HOUR, SHARES_BY_HOUR } from '../../../../tools/drill/alarms/quiet-hour/november';
import { ordersByHour, quietArrivals, QUIET_PLAN } from '../../../../tools/drill/alarms/quiet-hour/plan';

const PLAN = { ...QUIET_PLAN, seed: 1 };

it('the 2,751 orders of November 2011 stand in 24 hours', () => {
  expect(NOVEMBER_ORDERS_BY_HOUR).toHaveLength(24);
  expect(NOVEMBER_ORDERS_BY_HOUR.reduce((sum, orders) => sum + orders)).toBe(2_751);
  expect(SHARES_BY_HOUR.reduce((sum, share) => sum + share)).toBeCloseTo(1, 12);
});

it('the quiet hour has the shape of that day, its dead night included', () => {
  const byHour = ordersByHour(quietArrivals(PLAN), PLAN.minutes);
  expect(byHour).toEqual(SHARES_BY_HOUR.map((share) => Math.round(share * PLAN.orders)));
  expect(byHour.slice(0, 7)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  expect(Math.max(...byHour)).toBe(byHour[12]);
});

it('has browsing many times the orders, declines, sold-out orders and price changes', () => {
  const arrivals = quietArrivals(PLAN);
  const count = (of: (each: (typeof arrivals)[number]) => boolean) => arrivals.filter(of).length;
  const orders = count(({ kind }) => kind === 'order');
  expect(count(({ kind }) => kind === 'browse')).toBeGreaterThan(10 * orders);
  expect(count((each) => each.kind === 'order' && each.how === 'declined')).toBeGreaterThan(0);
  expect(count((each) => each.kind === 'order' && each.how === 'sold out')).toBeGreaterThan(0);
  expect(count(({ kind }) => kind === 'price')).toBe(PLAN.priceChanges);
  expect(count(({ side }) => side === 'second')).toBeGreaterThan(arrivals.length / 3);
});

it('comes in the order of time, within the hour, and the same for the same seed', () => {
  const arrivals = quietArrivals(PLAN);
  const times = arrivals.map(({ atMs }) => atMs);
  expect(times).toEqual(times.toSorted((left, right) => left - right));
  expect(Math.max(...times)).toBeLessThan(PLAN.minutes * 60_000);
  expect(quietArrivals(PLAN)).toEqual(arrivals);
  expect(quietArrivals({ ...PLAN, seed: 2 })).not.toEqual(arrivals);
});
