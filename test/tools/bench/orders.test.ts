import { oneLineOrders } from '../../../tools/bench/orders';

const maker = (seed: number, run = 'a') => oneLineOrders({ skus: ['A', 'B', 'C'], seed, run });
const take = (next: ReturnType<typeof maker>, count: number) => Array.from({ length: count }, () => next());

it('makes the same orders for the same seed, each with a key of its own', () => {
  const orders = take(maker(1), 20);

  expect(take(maker(1), 20)).toEqual(orders);
  expect(take(maker(2), 20).map(({ body }) => body)).not.toEqual(orders.map(({ body }) => body));
  expect(new Set(orders.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(20);
});

it('uses other keys in another run', () => {
  expect(maker(1, 'b')().idempotencyKey).not.toBe(maker(1, 'a')().idempotencyKey);
});
