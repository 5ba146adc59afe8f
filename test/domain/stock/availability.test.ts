import { availabilityOf } from '../../../lambdas/domain/stock/availability';
import { Shop } from '../shop';

test.each([
  [[], 'sold_out'],
  [[0, 0], 'sold_out'],
  [[1, 0], 'low_stock'],
  [[3, 2], 'low_stock'],
  [[3, 3], 'in_stock'],
])('buckets with %j units are %s', (available, expected) => {
  const shop = new Shop().stock('A', ...available);
  expect(availabilityOf([...shop.ledger.buckets.values()])).toBe(expected);
});
