import { bucketOf, orderOf } from '../../../local/page/ledger-items';
import { bucketItem, orderItem } from './items';

it('reads an order with its place in the work index', () => {
  expect(orderOf(orderItem('ord_1', 'OPEN', { dueAt: 5_000 }))).toEqual({
    orderId: 'ord_1',
    status: 'OPEN',
    total: 1250,
    currency: 'GBP',
    placedAt: 1_000,
    region: 'us-east-1',
    tries: 0,
    work: { region: 'us-west-2', dueAt: 5_000 },
  });
});

it.each([
  ['an attempt that was given up', { pk: { S: 'ORDER#ord_1' }, status: { S: 'ABANDONED' } }],
  ['something else', { pk: { S: 'RECEIPT#A#1' }, status: { S: 'OPEN' } }],
  ['an item without status', { pk: { S: 'ORDER#ord_1' } }],
])('takes no order from %s', (_what, item) => {
  expect(orderOf(item)).toBeUndefined();
});

it('shows what it can of an order that a later version wrote', () => {
  const item = { pk: { S: 'ORDER#ord_1' }, status: { S: 'PARKED' }, head: { S: '{"total":"12"' } };
  expect(orderOf(item)).toMatchObject({ orderId: 'ord_1', status: 'PARKED', total: undefined });
});

it('reads a bucket: what is neither available nor withdrawn went out', () => {
  const item = { ...bucketItem('A.B-1', 2, 3, 10), withdrawn: { N: '1' } };
  expect(bucketOf(item)).toEqual({ sku: 'A.B-1', bucket: '2', available: 3, taken: 6 });
  expect(bucketOf({ ...item, pk: { S: 'ORDER#A' } })).toBeUndefined();
});
