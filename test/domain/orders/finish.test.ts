import { advance, advanceById } from '../../../lambdas/domain/orders/advance';
import { fulfilOrder } from '../../../lambdas/domain/orders/fulfil';
import { orderIdOf } from '../../../lambdas/domain/orders/identity';
import { type Order } from '../../../lambdas/domain/orders/order';
import { Shop, WEST } from '../shop';

const PHONE = { customer: { email: 'ann@example.com', phone: '+441632960000' } };
const HOUR = 3_600_000;

let shop: Shop;
beforeEach(() => {
  shop = new Shop().stock('A', 5);
});

const before = () => shop.points.filter((point) => point.endsWith(':before'));

/** A confirmed order, due now, that owes its messages: both channels failed. */
async function owing(): Promise<Order> {
  shop.lose('messages.email:before').lose('messages.sms:before');
  const order = await shop.order(PHONE);
  shop.clock.advance(HOUR);
  shop.points.length = 0;
  return order;
}

describe('who both confirms an order and finishes it', () => {
  it('needs no more than two writes for it', async () => {
    await shop.order(PHONE);
    expect(before().filter((point) => point.startsWith('orders.'))).toEqual([
      'orders.read:before',
      'orders.commit:before',
      'orders.update:before',
      'orders.update:before',
    ]);
    expect(shop.sent).toEqual(['email order-confirmed', 'sms order-confirmed']);
  });
});

describe('a worker', () => {
  it('that comes at the very time takes the order in hand first: its last holder may be at it still', async () => {
    const { id, work } = await owing();
    shop.clock.advance((work?.dueAt ?? 0) - shop.clock.now());
    await advanceById(shop.deps(), id);
    const writes = before().filter((point) => /update|messages/.test(point));
    expect(writes.slice(0, 2)).toEqual(['orders.update:before', 'messages.email:before']);
  });

  it('leaves alone an order that somebody finished while it was at it', async () => {
    const { id } = await owing();
    const done = () => void shop.change(shop.read(id), { owes: [], work: undefined });
    shop.at('messages.sms:after', done);
    await advanceById(shop.deps(), id);
    expect(before().filter((point) => point === 'orders.update:before')).toHaveLength(2);
    expect(shop.read(id).work).toBeUndefined();
  });

  it('has no stock to see to when it tells of an order that is confirmed', async () => {
    const { id } = await owing();
    await advanceById(shop.deps(), id);
    expect(before().filter((point) => point.startsWith('stock.'))).toEqual([]);
  });

  it('takes an order in hand before it sends its messages', async () => {
    const order = await owing();
    expect(await advanceById(shop.deps(), order.id)).toMatchObject({ kind: 'finished', order: { owes: [] } });
    expect(before()).toEqual([
      'orders.read:before',
      'orders.update:before',
      'orders.details:before',
      'messages.email:before',
      'messages.sms:before',
      'orders.update:before',
    ]);
  });

  it('needs no such write where only events are owed', async () => {
    shop.lose('events.publish:before');
    const order = await shop.order();
    shop.clock.advance(HOUR);
    shop.points.length = 0;
    await advanceById(shop.deps(), order.id);
    expect(before()).toEqual(['orders.read:before', 'events.publish:before', 'orders.update:before']);
  });

  it('sends only what its predecessor could not', async () => {
    shop.lose('messages.sms:before');
    const order = await shop.order(PHONE);
    expect(order.owes).toEqual(['sms:order-confirmed']);
    shop.clock.advance(HOUR);
    await advanceById(shop.deps(), order.id);
    expect(shop.sent).toEqual(['email order-confirmed', 'sms order-confirmed']);
  });

  it('leaves an order alone that another one has in hand', async () => {
    const order = await owing();
    shop.at('messages.email:before', async () => {
      expect(await advanceById(shop.deps({ region: WEST }), order.id)).toMatchObject({ kind: 'waiting' });
    });
    await advanceById(shop.deps(), order.id);
    expect([...shop.sent].sort()).toEqual(['email order-confirmed', 'sms order-confirmed']);
  });

  it('waits longer and longer for a channel that takes nothing', async () => {
    const { id } = await owing();
    for (let tries = 1; tries <= 10; tries++) {
      expect(shop.read(id).tries).toBe(tries);
      shop.lose('messages.email:before').lose('messages.sms:before');
      await advanceById(shop.deps(), id);
      shop.clock.advance(HOUR);
    }
  });

  it('that did not come back in time is replaced: a message may come twice rather than never', async () => {
    const order = await owing();
    shop.at('messages.email:after', async () => {
      shop.clock.advance(HOUR);
      await advanceById(shop.deps({ region: WEST }), order.id);
    });
    await advanceById(shop.deps(), order.id);
    expect(shop.sent.filter((message) => message === 'email order-confirmed')).toHaveLength(2);
    expect(shop.read(order.id)).toMatchObject({ owes: [], work: undefined });
  });
});

describe('an order that changes while its messages are being sent', () => {
  it('is fulfilled: what was told is not told again, and it stays fulfilled', async () => {
    const order = await owing();
    shop.at('messages.email:after', async () => void (await fulfilOrder(shop.deps(), order.id)));
    expect(await advanceById(shop.deps(), order.id)).toMatchObject({ kind: 'finished' });
    shop.clock.advance(HOUR);
    await advanceById(shop.deps(), order.id);
    expect(shop.sent).toEqual(['email order-confirmed', 'sms order-confirmed']);
    expect(shop.read(order.id)).toMatchObject({ owes: [], work: undefined });
    expect(shop.read(order.id).fulfilledAt).toBeDefined();
  });

  it('is fulfilled: what could not be told is owed still', async () => {
    const order = await owing();
    shop.lose('messages.sms:before');
    shop.at('messages.email:after', async () => void (await fulfilOrder(shop.deps(), order.id)));
    expect(await advanceById(shop.deps(), order.id)).toMatchObject({
      kind: 'waiting',
      order: { owes: ['sms:order-confirmed'], tries: 2 },
    });
  });

  it('changes again and again: the sweep has to come back', async () => {
    const order = await owing();
    const touch = () => void shop.change(shop.read(order.id), { tries: 7 });
    shop.at('messages.sms:after', () => void shop.at('orders.update:before', touch, 4));
    const outcome = await advanceById(shop.deps(), order.id);
    expect(outcome).toMatchObject({ kind: 'waiting', order: { tries: 7 } });
    expect(shop.points.filter((point) => point === 'orders.update:before')).toHaveLength(1 + 4);
  });

  it('moves on: it is left to whoever moved it', async () => {
    const order = await owing();
    shop.at('messages.sms:after', () => void shop.change(shop.read(order.id), { status: 'REFUNDING' }));
    expect(await advanceById(shop.deps(), order.id)).toMatchObject({ order: { status: 'REFUNDING' } });
    expect(shop.read(order.id).work).toBeDefined();
  });
});

it('an order that is over returns its stock, tells it, is marked, and only then clears the proof', async () => {
  shop.lose('payments.createIntent:before');
  const open = await shop.order(PHONE);
  const order = shop.change(open, { status: 'CANCELLED', owes: ['OrderCancelled', 'email:order-cancelled'] });
  shop.points.length = 0;
  await advance(shop.deps(), order, { fresh: false });
  const writes = before().filter((point) => !/read|details/.test(point));
  expect(writes).toEqual([
    'stock.giveBack:before',
    'events.publish:before',
    'messages.email:before',
    'orders.update:before',
    'stock.resolve:before',
  ]);
});

it('two workers on the same due order, wherever they meet, send every message once', async () => {
  const { id } = await owing();
  await advanceById(shop.deps(), id);
  const points = [...shop.points];
  expect(points.length).toBeGreaterThan(10);
  for (const [index, point] of points.entries()) {
    shop = new Shop().stock('A', 5);
    await owing();
    const nth = points.slice(0, index).filter((earlier) => earlier === point).length;
    shop.at(point, () => undefined, nth);
    shop.at(point, async () => void (await advanceById(shop.deps({ region: WEST }), id)));
    await advanceById(shop.deps(), id);
    shop.clock.advance(HOUR);
    await advanceById(shop.deps(), id);
    expect([point, [...shop.sent].sort()]).toEqual([point, ['email order-confirmed', 'sms order-confirmed']]);
    expect(shop.read(id)).toMatchObject({ owes: [], work: undefined });
  }
});

describe('a process that was frozen until others could take its order', () => {
  const freeze = () => shop.clock.advance(61_000);
  const sweep = async (id: string) => {
    freeze();
    await advanceById(shop.deps(), id);
  };

  it('sends nothing that somebody else has sent meanwhile: a checkout', async () => {
    shop.at('orders.update:after', () => sweep(orderIdOf('k')));
    await shop.order(PHONE);
    expect(shop.sent).toEqual(['email order-confirmed', 'sms order-confirmed']);
  });

  it('sends nothing that somebody else has sent meanwhile: a return of stock', async () => {
    shop.lose('payments.createIntent:before');
    const open = await shop.order(PHONE);
    const order = shop.change(open, { status: 'CANCELLED', owes: ['email:order-cancelled'] });
    shop.at('stock.giveBack:after', () => sweep(order.id));
    await advance(shop.deps(), shop.read(order.id));
    expect(shop.sent).toEqual(['email order-cancelled']);
  });

  it('takes nothing back that somebody else could tell', async () => {
    const order = await owing();
    shop.lose('messages.email:before');
    shop.at('messages.email:before', async () => {
      freeze();
      shop.lose('messages.sms:before');
      await advanceById(shop.deps(), order.id);
    });
    await advanceById(shop.deps(), order.id);
    expect(shop.sent.filter((told) => told.startsWith('email')).length).toBeLessThanOrEqual(1);
    expect(shop.read(order.id).owes.length).toBeLessThanOrEqual(1);
  });
});

it('waits longer from failure to failure where only words are at stake', async () => {
  const order = await owing();
  const waits: number[] = [];
  for (let n = 0; n < 12; n++) {
    shop.lose('messages.email:before').lose('messages.sms:before');
    const outcome = await advanceById(shop.deps(), order.id);
    if (outcome.kind !== 'waiting') throw new Error('the test expects it to wait');
    waits.push(outcome.retryAt - shop.clock.now());
    shop.clock.advance(outcome.retryAt - shop.clock.now());
  }
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(10_000);
  expect(Math.max(...waits)).toBeGreaterThan(15 * 60_000);
  expect(Math.max(...waits)).toBeLessThanOrEqual(6 * HOUR);
});

it('is told no more when it is three days old', async () => {
  const order = await owing();
  shop.clock.advance(72 * HOUR);
  shop.lose('messages.email:before').lose('messages.sms:before');
  expect(await advanceById(shop.deps(), order.id)).toMatchObject({ kind: 'finished', order: { owes: [] } });
});
