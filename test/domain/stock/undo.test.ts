import { type Allocation } from '../../../lambdas/domain/orders/order';
import { undoAll } from '../../../lambdas/domain/stock/undo';
import { Shop } from '../shop';

let shop: Shop;
beforeEach(() => {
  shop = new Shop().stock('A', 5).hold('A', 0, 'a.1', 2).hold('A', 0, 'a.2', 1);
});

const taken = (opId: string, quantity: number): Allocation => ({
  ...{ opId, sku: 'A', bucket: 0, quantity, resent: false },
});

it('gives back what was taken, each entry once', async () => {
  await undoAll(shop.deps(), [taken('a.1', 2), taken('a.2', 1)]);
  await undoAll(shop.deps(), [taken('a.1', 2)]);
  expect([shop.available('A'), shop.entries]).toEqual([5, 0]);
});

it('leaves to settling what it cannot reach, and gives the rest back', async () => {
  shop.lose('stock.resolve:before');
  await undoAll(shop.deps(), [taken('a.1', 2), taken('a.2', 1)]);
  expect(Object.keys(shop.bucket('A').journal)).toEqual(['a.1']);
});

it('lets a bug through', async () => {
  shop.at('stock.resolve:before', () => Promise.reject(new TypeError('a bug')));
  await expect(undoAll(shop.deps(), [taken('a.1', 2)])).rejects.toThrow(TypeError);
});
