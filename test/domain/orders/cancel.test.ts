import { StoreUnavailable } from '../../../lambdas/domain/errors';
import { cancelOrder } from '../../../lambdas/domain/orders/cancel';
import { fulfilOrder } from '../../../lambdas/domain/orders/fulfil';
import { type Order } from '../../../lambdas/domain/orders/order';
import { Shop } from '../shop';

let shop: Shop;
beforeEach(() => {
  shop = new Shop().stock('A', 5);
});

const cancel = ({ id }: Pick<Order, 'id'>) => cancelOrder(shop.deps(), id);

/** An order whose intent is stored and not confirmed. */
async function pending(): Promise<Order> {
  shop.lose('payments.confirmIntent:before');
  return shop.order();
}

describe('an order that waits for its payment', () => {
  it('is cancelled behind the fence, and its stock goes back', async () => {
    const order = await pending();
    expect(await cancel(order)).toMatchObject({
      kind: 'accepted',
      order: { status: 'CANCELLED', stopReason: 'shopper', released: true, owes: [], work: undefined },
      details: { lines: [{ sku: 'A' }] },
    });
    expect(shop.read(order.id).history.map(({ status }) => status)).toEqual(['OPEN', 'VOIDING', 'CANCELLED']);
    expect([shop.intents, shop.available('A'), shop.entries]).toEqual([['cancelled'], 5, 0]);
    expect(shop.sent).toEqual(['email order-cancelled']);
    expect(shop.published).toEqual(['OrderPlaced', 'OrderPaymentPending', 'OrderCancelled']);
  });

  it('is refunded when its charge came through all the same', async () => {
    const order = await pending();
    await shop.deps().payments.confirmIntent(order.intentId ?? '', 'late');
    expect(await cancel(order)).toMatchObject({ kind: 'accepted', order: { status: 'REFUNDED' } });
    expect([shop.intents, shop.sent]).toEqual([['refunded'], ['email order-refunded']]);
  });
});

describe('a confirmed order', () => {
  it('is refunded, and its stock goes back', async () => {
    const order = await shop.order();
    expect(await cancel(order)).toMatchObject({
      kind: 'accepted',
      order: { status: 'REFUNDED', stopReason: 'shopper', released: true, owes: [], work: undefined },
    });
    expect([shop.intents, shop.available('A'), shop.entries]).toEqual([['refunded'], 5, 0]);
    expect(shop.sent).toEqual(['email order-confirmed', 'email order-refunded']);
    expect(shop.published).toEqual(['OrderPlaced', 'OrderConfirmed', 'OrderRefunded']);
  });

  it('tells the shopper no more that it is confirmed, and all others that it was', async () => {
    shop.lose('messages.email:before').lose('events.publish:before');
    await cancel(await shop.order());
    expect(shop.sent).toEqual(['email order-refunded']);
    expect(shop.published).toEqual(['OrderPlaced', 'OrderConfirmed', 'OrderRefunded']);
  });

  it('owes no messages from the moment of the cancellation on', async () => {
    shop.lose('messages.email:before').lose('payments.refund:before');
    expect(await cancel(await shop.order())).toMatchObject({ order: { status: 'REFUNDING', owes: [] } });
  });

  it('whose goods have left is not cancelled', async () => {
    const order = await shop.order();
    await fulfilOrder(shop.deps(), order.id);
    const before = shop.read(order.id);
    expect(await cancel(order)).toEqual({ kind: 'not_cancellable' });
    expect(shop.read(order.id)).toEqual(before);
    expect([shop.intents, shop.available('A')]).toEqual([['succeeded'], 4]);
  });
});

it.each(['VOIDING', 'CANCELLED', 'REFUNDING', 'REFUNDED'] as const)(
  'an order that is %s stays so, and the shopper is told where it stands',
  async (status) => {
    const order = shop.change(await shop.order(), { status });
    shop.points.length = 0;
    expect(await cancel(order)).toMatchObject({ kind: 'accepted', order });
    expect(shop.points.filter((point) => point.endsWith(':before'))).toEqual([
      'orders.read:before',
      'orders.details:before',
    ]);
  },
);

it('twice pays back once and tells it once', async () => {
  const order = await shop.order();
  await cancel(order);
  expect(await cancel(order)).toMatchObject({ kind: 'accepted', order: { status: 'REFUNDED' } });
  expect(shop.sent).toEqual(['email order-confirmed', 'email order-refunded']);
  expect(shop.available('A')).toBe(5);
});

it('an order that is not there, or an attempt that was fenced, is unknown', async () => {
  expect(await cancel({ id: 'ord_none' })).toEqual({ kind: 'unknown_order' });
  await shop.deps().orders.fence('ord_none', 'a');
  expect(await cancel({ id: 'ord_none' })).toEqual({ kind: 'unknown_order' });
});

describe('while the provider is down', () => {
  it('is accepted, and the workers are told when to go on', async () => {
    const order = await shop.order();
    shop.lose('payments.refund:before');
    expect(await cancel(order)).toMatchObject({ kind: 'accepted', order: { status: 'REFUNDING', tries: 1 } });
    const seconds = ((shop.read(order.id).work?.dueAt ?? 0) - shop.clock.now()) / 1000;
    expect(shop.queued).toEqual([
      { orderId: order.id, dueAt: expect.any(Number) as number, delaySeconds: Math.ceil(seconds) },
    ]);
    expect(shop.available('A')).toBe(4);
  });

  it.each([
    ['a quarter of an hour at most, as SQS has it, when the provider is away for longer', 3_600_000, 900],
    ['at once when its time has come meanwhile', -120_000, 0],
  ])('is looked at again after %s', async (_, aheadMs, delaySeconds) => {
    const order = await shop.order();
    shop.lose('payments.refund:before');
    const untilDue = () => {
      const dueAt = shop.read(order.id).work?.dueAt ?? 0;
      shop.clock.advance(dueAt - aheadMs - shop.clock.now());
    };
    // The first write cancels, the second one puts the refund off.
    shop.at('orders.update:after', () => undefined).at('orders.update:after', untilDue);
    await cancel(order);
    expect(shop.queued).toMatchObject([{ delaySeconds }]);
  });

  it('lets a bug of the queue through', async () => {
    const order = await shop.order();
    shop.lose('payments.refund:before');
    shop.at('queue.advanceLater:before', () => Promise.reject(new TypeError('a bug')));
    await expect(cancel(order)).rejects.toThrow(TypeError);
  });

  it('is accepted even when the queue is down as well: the sweep finds it', async () => {
    const order = await shop.order();
    shop.lose('payments.refund:before').lose('queue.advanceLater:before');
    expect(await cancel(order)).toMatchObject({ kind: 'accepted', order: { status: 'REFUNDING' } });
    expect(shop.read(order.id).work).toBeDefined();
  });
});

describe('others at the same order', () => {
  it('fulfil it first: it is not cancelled', async () => {
    const order = await shop.order();
    shop.at('orders.update:before', async () => void (await fulfilOrder(shop.deps(), order.id)));
    expect(await cancel(order)).toEqual({ kind: 'not_cancellable' });
    expect(shop.intents).toEqual(['succeeded']);
  });

  it('cancel it first: both are told so', async () => {
    const order = await shop.order();
    shop.at('orders.update:before', async () => void (await cancel(order)));
    expect(await cancel(order)).toMatchObject({ kind: 'accepted', order: { status: 'REFUNDED' } });
    expect(shop.sent).toEqual(['email order-confirmed', 'email order-refunded']);
  });

  it('change it eight times in a row: the shopper is to come back', async () => {
    const order = await shop.order();
    shop.at('orders.update:before', () => void shop.change(shop.read(order.id), { tries: 1 }), 8);
    expect(await cancel(order)).toEqual({ kind: 'busy' });
    expect(await cancel(order)).toMatchObject({ kind: 'accepted', order: { status: 'REFUNDED' } });
  });
});

describe('a store that fails', () => {
  it.each(['orders.read:before', 'orders.update:before', 'orders.update:after'])(
    'at %s is told, and the cancellation may be repeated',
    async (point) => {
      const order = await shop.order();
      shop.lose(point);
      await expect(cancel(order)).rejects.toThrow(StoreUnavailable);
      expect(await cancel(order)).toMatchObject({ kind: 'accepted' });
    },
  );

  it('after the cancellation is recorded hurts nobody: the workers go on', async () => {
    const order = await shop.order();
    shop.lose('stock.giveBack:before');
    expect(await cancel(order)).toMatchObject({ kind: 'accepted', order: { status: 'REFUNDED' } });
    expect(shop.queued).toHaveLength(1);
    expect(shop.available('A')).toBe(4);
  });
});
