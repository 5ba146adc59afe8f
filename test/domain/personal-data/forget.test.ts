import { MemoryPersonalData } from '../../../lambdas/adapters/memory/personal-data';
import { detailsKey } from '../../../lambdas/adapters/memory/memory-ledger';
import { runAudit } from '../../../lambdas/domain/audit/run-audit';
import { advanceById } from '../../../lambdas/domain/orders/advance';
import { cancelOrder } from '../../../lambdas/domain/orders/cancel';
import { fulfilOrder } from '../../../lambdas/domain/orders/fulfil';
import { orderIdOf } from '../../../lambdas/domain/orders/identity';
import { type Order, type OrderDetails } from '../../../lambdas/domain/orders/order';
import { viewOf } from '../../../lambdas/domain/orders/view';
import { forget, type ForgetRequest } from '../../../lambdas/domain/personal-data/forget';
import { requestOf, Shop } from '../shop';

const ANN = { kind: 'email', address: 'ann@example.com' } as const;
const SHOPPER = {
  customer: { email: 'Ann@Example.com', name: 'Ann Onymous', phone: '+441632960000' },
  delivery: {
    name: 'Ann Onymous',
    lines: ['1 Quiet Street'],
    city: 'Leeds',
    postcode: 'LS1',
    country: 'GB',
  },
};
const TRACES = /ann|onymous|1632960000|quiet|leeds|ls1/i;

let shop: Shop;
beforeEach(() => {
  shop = new Shop().stock('A', 50);
});

const run = (changes: Partial<ForgetRequest> = {}) =>
  forget(shop.deps(), { subject: ANN, erase: true, undelivered: true, deadline: Infinity, ...changes });

const detailsOf = ({ id, attempt }: Order): OrderDetails | undefined =>
  shop.ledger.details.get(detailsKey(id, attempt));

const traces = () => JSON.stringify([...shop.ledger.details.values(), ...shop.ledger.orders.values()]);

const place = (key: string, changes: Parameters<Shop['order']>[0] = {}) =>
  shop.order({ ...SHOPPER, idempotencyKey: key, ...changes });

const cancel = (order: Order) => cancelOrder(shop.deps(), order.id);

describe('an order at rest', () => {
  it('keeps what the books need, and nothing of its shopper', async () => {
    const order = await place('k');
    const before = detailsOf(order);
    shop.clock.advance(1_000);

    expect(await run()).toEqual({ seen: 1, erased: [order.id], leftOver: 0, notYet: [] });

    expect(detailsOf(order)).toEqual({
      lines: before?.lines,
      allocations: before?.allocations,
      customer: { erasedAt: shop.clock.now() },
    });
    expect(traces()).not.toMatch(TRACES);
    expect(shop.read(order.id)).toEqual(order);
  });

  it('keeps its coupon', async () => {
    const order = await place('k');
    const details = detailsOf(order);
    const coupon = { code: 'THANKS10-7ZQ4M-0KX2C-V93TB', discount: { amount: 10, currency: 'GBP' } };
    if (details) shop.ledger.details.set(detailsKey(order.id, order.attempt), { ...details, coupon });

    await run();

    expect(detailsOf(order)?.coupon).toEqual(coupon);
  });

  it('is found by its phone number as well', async () => {
    const order = await place('k');
    const subject = { kind: 'phone', number: '+441632960000' } as const;
    expect(await run({ subject })).toMatchObject({ erased: [order.id] });
  });

  it('of somebody else is left alone', async () => {
    const order = await place('k', { customer: { email: 'bob@example.com' } });
    const before = detailsOf(order);
    expect(await run()).toEqual({ seen: 1, erased: [], leftOver: 0, notYet: [] });
    expect(detailsOf(order)).toBe(before);
  });

  it('is not found again', async () => {
    const order = await place('k');
    await run();
    const before = detailsOf(order);
    shop.clock.advance(1_000);
    expect(await run()).toEqual({ seen: 1, erased: [], leftOver: 0, notYet: [] });
    expect(detailsOf(order)).toBe(before);
  });

  it('is only counted by a look', async () => {
    const order = await place('k');
    expect(await run({ erase: false })).toEqual({ seen: 1, erased: [order.id], leftOver: 0, notYet: [] });
    expect(traces()).toMatch(TRACES);
  });
});

describe('every state of an order', () => {
  const declined = async () => {
    await shop.place({ ...SHOPPER, idempotencyKey: 'k', paymentToken: 'pm_card_visa_chargeDeclined' });
    return shop.read(orderIdOf('k'));
  };
  const buffered = () => {
    shop.lose('payments.createIntent:before');
    return place('k');
  };
  const fulfilled = async () => {
    const order = await place('k');
    await fulfilOrder(shop.deps(), order.id);
    return order;
  };
  const refunded = async () => {
    const order = await place('k');
    await cancel(order);
    return order;
  };
  const refunding = async () => {
    const order = await place('k');
    shop.lose('payments.refund:before');
    await cancel(order);
    return order;
  };
  const voiding = async () => {
    const order = await buffered();
    shop.lose('payments.cancelIntent:before');
    shop.change(shop.read(order.id), { intentId: 'pi_1' });
    await cancel(order);
    return order;
  };
  const telling = () => {
    shop.lose('messages.email:before');
    return place('k');
  };

  it.each<[string, () => Promise<Order>, Order['status'], string]>([
    ['confirmed', () => place('k'), 'CONFIRMED', 'undelivered'],
    ['fulfilled', fulfilled, 'CONFIRMED', 'erased'],
    ['declined', declined, 'CANCELLED', 'erased'],
    ['refunded', refunded, 'REFUNDED', 'erased'],
    ['put off', buffered, 'OPEN', 'step_owed'],
    ['being cancelled', voiding, 'VOIDING', 'step_owed'],
    ['being refunded', refunding, 'REFUNDING', 'step_owed'],
    ['that owes a message', telling, 'CONFIRMED', 'step_owed'],
  ])('%s', async (_, make, status, expected) => {
    const { id } = await make();
    expect(shop.read(id).status).toBe(status);
    const before = traces();

    const result = await run({ undelivered: false });

    const erased = expected === 'erased';
    expect(result).toMatchObject({
      erased: erased ? [id] : [],
      notYet: erased ? [] : [{ orderId: id, why: expected }],
    });
    if (erased) expect(traces()).not.toMatch(TRACES);
    else expect(traces()).toBe(before);
  });

  it('an order that was put off is erased once it rests', async () => {
    const { id } = await buffered();
    shop.clock.advance(3_600_000);
    await advanceById(shop.deps(), id);
    expect(await run()).toMatchObject({ erased: [id], notYet: [] });
  });
});

describe('after it', () => {
  it('the order can be read, replayed, cancelled and refunded, nobody is written to, and the audit is clean', async () => {
    const order = await place('k');
    await run();
    const told = shop.sent.length;

    const replay = await shop.place({ ...SHOPPER, idempotencyKey: 'k' });
    const cancelled = await cancel(order);

    if (replay.kind !== 'replayed') throw new Error(`the test expects a replay, not ${replay.kind}`);
    expect(viewOf(replay.order, replay.details)).toMatchObject({
      status: 'confirmed',
      lines: [{ sku: 'A', quantity: 1 }],
    });
    expect(cancelled).toMatchObject({ kind: 'accepted', order: { status: 'REFUNDED', released: true } });
    expect(shop.sent).toHaveLength(told);
    expect(shop.published).toContain('OrderRefunded');
    expect(shop.available('A')).toBe(50);
    expect(shop.intents).toEqual(['refunded']);
    expect(await runAudit(shop.deps())).toMatchObject({ ok: true });
  });

  it('the same key with another body is still refused', async () => {
    await place('k');
    await run();
    const other = { ...SHOPPER, customer: { ...SHOPPER.customer, name: 'Ann Other' } };
    expect(await shop.place(requestOf({ ...other, idempotencyKey: 'k' }))).toMatchObject({
      kind: 'key_reused',
    });
  });
});

describe('at the same time', () => {
  it('a cancellation that comes between the look and the erasure goes through, untold', async () => {
    const order = await place('k');
    const told = shop.sent.length;
    shop.lose('payments.refund:before').at('orders.read:after', async () => void (await cancel(order)));

    expect(await run()).toMatchObject({ erased: [order.id] });
    shop.clock.advance(3_600_000);

    expect(await advanceById(shop.deps(), order.id)).toMatchObject({
      kind: 'finished',
      order: { status: 'REFUNDED', released: true },
    });
    expect(shop.sent).toHaveLength(told);
    expect(shop.available('A')).toBe(50);
  });

  it('a checkout that is under way goes on with details of its own', async () => {
    const order = await place('k');
    const { id } = order;
    const details = detailsOf(order);
    if (details === undefined) throw new Error('the test expects details');
    // As an attempt with many lines leaves them before it commits: there is no order yet.
    shop.ledger.orders.delete(id);

    expect(await run({ erase: false })).toEqual({ seen: 1, erased: [], leftOver: 1, notYet: [] });
    expect(shop.ledger.orders.get(id)).toBeUndefined();
    expect(await run()).toEqual({ seen: 1, erased: [], leftOver: 1, notYet: [] });

    expect(traces()).not.toMatch(TRACES);
    expect(await shop.deps().orders.commit(order, details)).toMatchObject({ kind: 'taken' });
    const again = { ...order, attempt: 'another' };
    expect(await shop.deps().orders.commit(again, details)).toEqual({ kind: 'committed' });
    expect(detailsOf(again)).toEqual(details);
  });

  it('a checkout that commits before it can be fenced keeps its data until it rests', async () => {
    const { id, attempt } = await place('k');
    const open: Order = { ...shop.read(id), status: 'OPEN', work: { region: 'us-east-1', dueAt: 0 } };
    shop.ledger.orders.delete(id);
    shop.at('orders.fence:before', () => void shop.ledger.orders.set(id, { kind: 'order', order: open }));

    expect(await run()).toMatchObject({
      erased: [],
      leftOver: 0,
      notYet: [{ orderId: id, why: 'step_owed' }],
    });
    expect(shop.ledger.details.get(detailsKey(id, attempt))?.customer).toEqual(SHOPPER.customer);
  });

  it('details of an attempt that was fenced before need no fence', async () => {
    const { id, attempt } = await place('k');
    shop.ledger.orders.set(id, { kind: 'abandoned', fenced: [attempt] });
    shop.points.length = 0;
    expect(await run()).toMatchObject({ leftOver: 1 });
    expect(shop.points).not.toContain('orders.fence:before');
  });

  it('details of an attempt that another one overtook are erased', async () => {
    const order = await place('k');
    shop.ledger.orders.set(order.id, { kind: 'order', order: { ...order, attempt: 'another' } });
    expect(await run()).toMatchObject({ erased: [], leftOver: 1 });
    expect(traces()).not.toMatch(TRACES);
  });
});

describe('many orders', () => {
  const KEYS = Array.from({ length: 130 }, (_, n) => `k${n}`);
  beforeEach(async () => {
    shop.stock('A', 200);
    for (const key of KEYS) await place(key);
  });

  it('are erased page by page', async () => {
    const result = await run();
    expect(result).toMatchObject({ seen: 130, leftOver: 0, notYet: [] });
    expect([...result.erased].sort()).toEqual(KEYS.map(orderIdOf).sort());
    expect(result).not.toHaveProperty('cursor');
    expect(traces()).not.toMatch(TRACES);
  });

  it('stop at the deadline, and go on from the cursor', async () => {
    const first = await run({ deadline: shop.clock.now() });
    expect(first).toMatchObject({ seen: 100, cursor: expect.any(String) as string });
    const second = await run({ deadline: shop.clock.now(), cursor: first.cursor });
    expect(second).toMatchObject({ seen: 30 });
    expect(second).not.toHaveProperty('cursor');
    expect(first.erased.length + second.erased.length).toBe(130);
  });

  it('a failing one keeps none of its page, and says where to go on', async () => {
    const { cursor } = await run({ deadline: shop.clock.now() });
    shop.lose('personalData.replace:before');

    const result = await run({ cursor });

    expect(result).toMatchObject({ seen: 0, cursor, waitingFor: 'the test cut the connection' });
    expect(result.erased).toHaveLength(29);
    expect((await run({ cursor })).erased).toHaveLength(1);
    expect(traces()).not.toMatch(TRACES);
  });

  it('a table that does not answer is told, from the start', async () => {
    shop.lose('personalData.scan:before');
    const result = await run();
    expect(result).toEqual({
      seen: 0,
      erased: [],
      leftOver: 0,
      notYet: [],
      waitingFor: 'the test cut the connection',
    });
  });
});

describe('a crash at every point', () => {
  class Crash extends Error {}

  it.each(Array.from({ length: 12 }, (_, n) => n))(
    'number %d loses nothing: the next run finishes',
    async (n) => {
      const orders = [await place('k1'), await place('k2')];
      shop.ledger.orders.delete(orders[1]?.id ?? '');
      shop.afterPoints(n, async () => {
        throw new Crash();
      });

      const crashed = await run().then(
        () => false,
        (error: unknown) => error instanceof Crash,
      );
      await run();

      expect(crashed).toBe(true);
      expect(traces()).not.toMatch(TRACES);
      const [first] = orders;
      if (first) expect(await cancel(first)).toMatchObject({ order: { status: 'REFUNDED', released: true } });
    },
  );
});

it('details that cannot be read are told, whoever asks', async () => {
  class Damaged extends MemoryPersonalData {
    override async scan() {
      return { found: [{ key: 'LINES#ord_1#a', orderId: 'ord_1', attempt: 'a', details: undefined }] };
    }
  }
  const deps = { ...shop.deps(), personalData: new Damaged(shop.ledger) };
  const request = { subject: ANN, erase: true, undelivered: false, deadline: Infinity };
  expect(await forget(deps, request)).toEqual({
    seen: 1,
    erased: [],
    leftOver: 0,
    notYet: [{ orderId: 'ord_1', why: 'unreadable' }],
  });
});

it('what nobody foresaw is thrown', async () => {
  await place('k');
  shop.at('personalData.replace:before', () => {
    throw new TypeError('a bug');
  });
  await expect(run()).rejects.toThrow('a bug');
  shop.at('personalData.scan:before', () => {
    throw new TypeError('another');
  });
  await expect(run()).rejects.toThrow('another');
});
