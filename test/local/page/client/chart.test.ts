import { areas, HEIGHT, rateOf, roundTop, scaleOf, steps } from '../../../../local/page/client/chart';

const traffic = {
  orders: [0, 2, 1],
  ok: [0, 4, 1],
  refused: [0, 1, 0],
  failed: [0, 0, 5],
  lost: [0, 0, 0],
};

it.each([
  [0, 5],
  [5, 5],
  [6, 10],
  [11, 20],
  [21, 50],
  [99, 100],
  [101, 200],
])('makes room for %d answers with a scale up to %d', (largest, top) => {
  expect(roundTop(largest)).toBe(top);
});

it('stacks the classes of each second', () => {
  expect(areas(traffic, 10)).toEqual({
    ok: 'M1 40V24h1V40ZM2 40V36h1V40Z',
    refused: 'M1 24V20h1V24Z',
    failed: 'M2 36V16h1V36Z',
    lost: '',
  });
});

it('makes room for all but a few seconds that stick out', () => {
  const none = Array.from({ length: 10 }, () => 0);
  const place = (ok: number[]) => ({ orders: none, ok, refused: none, failed: none, lost: none });
  expect(scaleOf([place([700, 1, 1, 1, 1, 1, 1, 1, 1, 8])])).toBe(5);
  expect(scaleOf([place([700, 15, 15, 15]), place([14, 13, 12, 11])])).toBe(20);
  expect(scaleOf([])).toBe(5);
});

it('draws orders as steps', () => {
  expect(steps(traffic.orders, 10)).toBe(`M0 ${HEIGHT}h1L1 32h1L2 36h1`);
});

it('averages the newest seconds', () => {
  expect(rateOf([9, 9, 1, 2, 2], 3)).toBe(1.7);
  expect(rateOf([], 3)).toBe(0);
});
