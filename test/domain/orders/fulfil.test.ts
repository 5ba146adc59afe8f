import { StoreUnavailable } from '../../../lambdas/domain/errors';
import { cancelOrder } from '../../../lambdas/domain/orders/cancel';
import { fulfilOrder } from '../../../lambdas/domain/orders/fulfil';
import { type Order } from '../../../lambdas/domain/orders/order';
import { Shop } from '../shop';

let shop: Shop;
beforeEach(() => {
  shop = new Shop().stock('A', 5);
});

const fulfil = ({ id }: Pick<Order, 'id'>) => fulfilOrder(shop.deps(), id);

it('marks a confirmed order with the time', async () => {
  const order = await shop.order();
  shop.clock.advance(5_000);
  const outcome = await fulfil(order);
  expect(outcome).toEqual({ kind: 'fulfilled', order: shop.read(order.id) });
  expect(shop.read(order.id)).toEqual({
    ...order,
    version: order.version + 1,
    fulfilledAt: shop.clock.now(),
  });
});

it('twice keeps the first time, and writes nothing', async () => {
  const order = await shop.order();
  const first = await fulfil(order);
  shop.clock.advance(5_000);
  shop.points.length = 0;
  expect(await fulfil(order)).toEqual(first);
  expect(shop.points).toEqual(['orders.read:before', 'orders.read:after']);
});

it('leaves what the order owes and when it is due', async () => {
  shop.lose('messages.email:before');
  const { owes, work, id } = await shop.order();
  expect(owes).toEqual(['email:order-confirmed']);
  expect(await fulfil({ id })).toMatchObject({ order: { owes, work } });
});

it.each(['OPEN', 'VOIDING', 'CANCELLED', 'REFUNDING', 'REFUNDED'] as const)(
  'refuses an order that is %s, and leaves it as it is',
  async (status) => {
    const order = shop.change(await shop.order(), { status });
    expect(await fulfil(order)).toEqual({ kind: 'not_fulfillable', order });
    expect(shop.read(order.id)).toEqual(order);
  },
);

it('does not know an order that is not there, nor an attempt that was fenced', async () => {
  expect(await fulfil({ id: 'ord_none' })).toEqual({ kind: 'unknown_order' });
  await shop.deps().orders.fence('ord_none', 'a');
  expect(await fulfil({ id: 'ord_none' })).toEqual({ kind: 'unknown_order' });
});

it('loses to a cancellation that came first', async () => {
  const order = await shop.order();
  shop.at('orders.update:before', async () => void (await cancelOrder(shop.deps(), order.id)));
  expect(await fulfil(order)).toMatchObject({ kind: 'not_fulfillable', order: { status: 'REFUNDED' } });
  expect(shop.read(order.id).fulfilledAt).toBeUndefined();
});

it('looks again when the order changed and is still confirmed', async () => {
  const order = await shop.order();
  shop.at('orders.update:before', () => void shop.change(shop.read(order.id), { tries: 3 }), 3);
  expect(await fulfil(order)).toMatchObject({ kind: 'fulfilled', order: { tries: 3 } });
});

it.each(['orders.read:before', 'orders.update:before', 'orders.update:after'])(
  'throws when the store fails at %s, and may be repeated',
  async (point) => {
    const order = await shop.order();
    shop.lose(point);
    await expect(fulfil(order)).rejects.toThrow(StoreUnavailable);
    expect(await fulfil(order)).toMatchObject({ kind: 'fulfilled' });
  },
);
