import { MemoryPersonalData } from '../../../lambdas/adapters/memory/personal-data';
import { detailsKey } from '../../../lambdas/adapters/memory/memory-ledger';
import { runAudit } from '../../../lambdas/domain/audit/run-audit';
import { advanceById } from '../../../lambdas/domain/orders/advance';
import { fulfilOrder } from '../../../lambdas/domain/orders/fulfil';
import { orderIdOf } from '../../../lambdas/domain/orders/identity';
import { type Order } from '../../../lambdas/domain/orders/order';
import { viewOf } from '../../../lambdas/domain/orders/view';
import { forget } from '../../../lambdas/domain/personal-data/forget';
import { requestOf } from '../shop';
import { ANN, AnnsShop, SHOPPER, TRACES } from './anns-shop';

let shop: AnnsShop;
beforeEach(() => {
  shop = new AnnsShop();
  shop.stock('A', 50);
});

describe('an order at rest', () => {
  it('keeps what the books need, and nothing of its shopper', async () => {
    const order = await shop.buys('k');
    const before = shop.detailsOf(order);
    shop.clock.advance(1_000);

    expect(await shop.run()).toEqual({ seen: 1, erased: [order.id], leftOver: 0, notYet: [] });

    expect(shop.detailsOf(order)).toEqual({
      lines: before?.lines,
      allocations: before?.allocations,
      customer: { erasedAt: shop.clock.now() },
    });
    expect(shop.traces()).not.toMatch(TRACES);
    expect(shop.read(order.id)).toEqual(order);
  });

  it('keeps its coupon', async () => {
    const order = await shop.buys('k');
    const details = shop.detailsOf(order);
    const coupon = { code: 'THANKS10-7ZQ4M-0KX2C-V93TB', discount: { amount: 10, currency: 'GBP' } };
    if (details) shop.ledger.details.set(detailsKey(order.id, order.attempt), { ...details, coupon });

    await shop.run();

    expect(shop.detailsOf(order)?.coupon).toEqual(coupon);
  });

  it('is found by its phone number as well', async () => {
    const order = await shop.buys('k');
    const subject = { kind: 'phone', number: '+441632960000' } as const;
    expect(await shop.run({ subject })).toMatchObject({ erased: [order.id] });
  });

  it('of somebody else is left alone', async () => {
    const order = await shop.buys('k', { customer: { email: 'bob@example.com' } });
    const before = shop.detailsOf(order);
    expect(await shop.run()).toEqual({ seen: 1, erased: [], leftOver: 0, notYet: [] });
    expect(shop.detailsOf(order)).toBe(before);
  });

  it('is not found again', async () => {
    const order = await shop.buys('k');
    await shop.run();
    const before = shop.detailsOf(order);
    shop.clock.advance(1_000);
    expect(await shop.run()).toEqual({ seen: 1, erased: [], leftOver: 0, notYet: [] });
    expect(shop.detailsOf(order)).toBe(before);
  });

  it('is only counted by a look', async () => {
    const order = await shop.buys('k');
    expect(await shop.run({ erase: false })).toEqual({
      seen: 1,
      erased: [order.id],
      leftOver: 0,
      notYet: [],
    });
    expect(shop.traces()).toMatch(TRACES);
  });
});

describe('every state of an order', () => {
  const declined = async () => {
    await shop.place({ ...SHOPPER, idempotencyKey: 'k', paymentToken: 'pm_card_visa_chargeDeclined' });
    return shop.read(orderIdOf('k'));
  };
  const buffered = () => {
    shop.lose('payments.createIntent:before');
    return shop.buys('k');
  };
  const fulfilled = async () => {
    const order = await shop.buys('k');
    await fulfilOrder(shop.deps(), order.id);
    return order;
  };
  const refunded = async () => {
    const order = await shop.buys('k');
    await shop.cancel(order);
    return order;
  };
  const refunding = async () => {
    const order = await shop.buys('k');
    shop.lose('payments.refund:before');
    await shop.cancel(order);
    return order;
  };
  const voiding = async () => {
    const order = await buffered();
    shop.lose('payments.cancelIntent:before');
    shop.change(shop.read(order.id), { intentId: 'pi_1' });
    await shop.cancel(order);
    return order;
  };
  const telling = () => {
    shop.lose('messages.email:before');
    return shop.buys('k');
  };

  it.each<[string, () => Promise<Order>, Order['status'], string]>([
    ['confirmed', () => shop.buys('k'), 'CONFIRMED', 'undelivered'],
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
    const before = shop.traces();

    const result = await shop.run({ undelivered: false });

    const erased = expected === 'erased';
    expect(result).toMatchObject({
      erased: erased ? [id] : [],
      notYet: erased ? [] : [{ orderId: id, why: expected }],
    });
    if (erased) expect(shop.traces()).not.toMatch(TRACES);
    else expect(shop.traces()).toBe(before);
  });

  it('an order that was put off is erased once it rests', async () => {
    const { id } = await buffered();
    shop.clock.advance(3_600_000);
    await advanceById(shop.deps(), id);
    expect(await shop.run()).toMatchObject({ erased: [id], notYet: [] });
  });
});

describe('after it', () => {
  it('the order can be read, replayed, cancelled and refunded, nobody is written to, and the audit is clean', async () => {
    const order = await shop.buys('k');
    await shop.run();
    const told = shop.sent.length;

    const replay = await shop.place({ ...SHOPPER, idempotencyKey: 'k' });
    const cancelled = await shop.cancel(order);

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
    await shop.buys('k');
    await shop.run();
    const other = { ...SHOPPER, customer: { ...SHOPPER.customer, name: 'Ann Other' } };
    expect(await shop.place(requestOf({ ...other, idempotencyKey: 'k' }))).toMatchObject({
      kind: 'key_reused',
    });
  });
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
  await shop.buys('k');
  shop.at('personalData.replace:before', () => {
    throw new TypeError('a bug');
  });
  await expect(shop.run()).rejects.toThrow('a bug');
  shop.at('personalData.scan:before', () => {
    throw new TypeError('another');
  });
  await expect(shop.run()).rejects.toThrow('another');
});
