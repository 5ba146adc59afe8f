import { CorruptRecord } from '../../../lambdas/domain/errors';
import { orderIdOf } from '../../../lambdas/domain/orders/identity';
import { orderKey } from '../../../lambdas/domain/orders/order';
import { placeOrder } from '../../../lambdas/domain/orders/place-order';
import { requestOf, Shop, WEST } from '../shop';

let shop: Shop;
beforeEach(() => {
  shop = new Shop().stock('A', 2, 3).stock('B', 1);
});

describe('a checkout', () => {
  it('reserves, commits, charges and confirms', async () => {
    const outcome = await shop.place({ lines: [{ sku: 'A', quantity: 4 }] });
    expect(outcome).toMatchObject({ kind: 'placed', order: { status: 'CONFIRMED', id: orderIdOf('k') } });
    expect(shop.available('A')).toBe(1);
    expect(shop.intents).toEqual(['succeeded']);
  });

  it('sums lines of one SKU', async () => {
    const line = { sku: 'A', quantity: 2 };
    const outcome = await shop.place({ lines: [line, line] });
    expect(outcome).toMatchObject({
      order: { total: { amount: 400 } },
      details: { lines: [{ quantity: 4 }] },
    });
  });

  it('is recorded and handed to the workers when the provider is down', async () => {
    shop.lose('payments.createIntent:before');
    const outcome = await shop.place();
    expect(outcome).toMatchObject({ kind: 'placed', order: { status: 'OPEN', tries: 1 } });
    expect(shop.published).toEqual(['OrderPaymentPending']);
    expect(shop.available('A')).toBe(4);
  });

  it('is in hand from the moment it is recorded: no sweep takes it from its checkout', async () => {
    const due: unknown[] = [];
    shop.at('orders.commit:after', () => void due.push(shop.read(orderIdOf('k')).work?.dueAt));
    const begun = shop.clock.now();
    await shop.place();
    expect(due).toEqual([begun + 60_000]);
  });

  it('is recorded even when the bus is down as well: the sweep finds it', async () => {
    shop.lose('payments.createIntent:before').lose('events.paymentPending:before');
    const outcome = await shop.place();
    expect(outcome).toMatchObject({
      kind: 'placed',
      order: { status: 'OPEN', work: { region: 'us-east-1' } },
    });
  });

  it('whose card is refused at once asks the provider once', async () => {
    const deps = shop.deps();
    let asked = 0;
    const createIntent = async () => ({ kind: 'refused', reason: 'no such card', asked: ++asked }) as const;
    const payments = Object.assign(Object.create(deps.payments) as typeof deps.payments, { createIntent });
    const outcome = await placeOrder({ ...deps, payments }, requestOf());
    expect(outcome).toMatchObject({ kind: 'placed', order: { status: 'CANCELLED', stopReason: 'declined' } });
    expect([asked, shop.available('A'), shop.entries]).toEqual([1, 5, 0]);
  });

  it('that is declined leaves nothing held', async () => {
    const outcome = await shop.place({ paymentToken: 'pm_card_visa_chargeDeclined' });
    expect(outcome).toMatchObject({ kind: 'placed', order: { status: 'CANCELLED', stopReason: 'declined' } });
    expect([shop.available('A'), shop.entries]).toEqual([5, 0]);
  });

  const holdOld = (count: number) => {
    for (let n = 0; n < count; n++) {
      const bucket = shop.bucket('B');
      shop.put({ ...bucket, available: bucket.available + 1, received: bucket.received + 1 });
      shop.hold('B', 0, `old${n}.1`, 1, { at: shop.clock.now() - 61_000 });
    }
  };
  const oldEntries = () =>
    Object.keys(shop.bucket('B').journal).filter((opId) => opId.startsWith('old')).length;

  it('tidies the journal that it takes to eight entries', async () => {
    holdOld(7);
    await shop.place({ lines: [{ sku: 'B', quantity: 1 }] });
    expect(oldEntries()).toBe(0);
    expect(shop.available('B')).toBe(7);
  });

  it.each([5, 8])(
    'leaves a journal of %i entries to the one who takes it to the next eight',
    async (count) => {
      holdOld(count);
      await shop.place({ lines: [{ sku: 'B', quantity: 1 }] });
      expect(oldEntries()).toBe(count);
    },
  );
});

describe('a checkout is refused', () => {
  it.each([
    ['an unknown product', { lines: [{ sku: 'X', quantity: 1 }] }, { kind: 'unknown_products', skus: ['X'] }],
    ['a coupon, of which there are none yet', { couponCode: 'TEN' }, { kind: 'unknown_coupon' }],
    [
      'another price',
      { expectedTotal: 99 },
      { kind: 'price_changed', total: { amount: 100, currency: 'GBP' } },
    ],
    [
      'too few units',
      { lines: [{ sku: 'A', quantity: 6 }] },
      { kind: 'out_of_stock', lines: [{ sku: 'A', requested: 6, available: 5 }], mayReturn: false },
    ],
  ])('for %s, and holds nothing', async (_, changes, expected) => {
    expect(await shop.place(changes)).toEqual(expected);
    expect([shop.available('A'), shop.entries, shop.ledger.orders.size]).toEqual([5, 0, 0]);
  });

  it('with every short line, and the others are given back', async () => {
    const lines = [
      { sku: 'A', quantity: 5 },
      { sku: 'B', quantity: 2 },
    ];
    expect(await shop.place({ lines })).toMatchObject({ kind: 'out_of_stock', lines: [{ sku: 'B' }] });
    expect([shop.available('A'), shop.entries]).toEqual([5, 0]);
  });

  it('after two seconds when others may give units back, and says so', async () => {
    shop.hold('A', 0, 'x.1', 2).hold('A', 1, 'y.1', 3);
    const start = shop.clock.now();
    expect(await shop.place()).toMatchObject({ kind: 'out_of_stock', mayReturn: true });
    expect(shop.clock.now() - start).toBeGreaterThanOrEqual(2_000);
    expect(shop.clock.now() - start).toBeLessThan(2_200);
  });

  it('and the key may be used again', async () => {
    await shop.place({ lines: [{ sku: 'A', quantity: 6 }] });
    expect(await shop.place()).toMatchObject({ kind: 'placed' });
  });
});

describe('the same key', () => {
  it('gives the one order in its current state', async () => {
    const order = await shop.order();
    shop.change(order, { status: 'REFUNDED' });
    const again = await shop.place({}, { region: WEST });
    expect(again).toMatchObject({ kind: 'replayed', order: { status: 'REFUNDED', attempt: order.attempt } });
    expect(shop.intents).toEqual(['succeeded']);
  });

  it('with another body is refused', async () => {
    await shop.order();
    expect(await shop.place({ lines: [{ sku: 'B', quantity: 1 }] })).toEqual({ kind: 'key_reused' });
  });

  it('in two Regions at once gives one order, and the units of the other attempt go back', async () => {
    shop.at('orders.commit:before', async () => void (await shop.place({}, { region: WEST })));
    expect(await shop.place()).toMatchObject({ kind: 'replayed', order: { region: WEST } });
    expect(shop.available('A')).toBe(4);
  });

  it('is busy while another Region holds the last units for it', async () => {
    shop.hold('B', 0, 'x.1', 1, { owner: orderKey(orderIdOf('k')) });
    expect(await shop.place({ lines: [{ sku: 'B', quantity: 1 }] })).toEqual({
      kind: 'busy',
      reason: 'the same order is being placed right now',
    });
    expect(shop.entries).toBe(1);
  });

  it('is never told that stock is out when its own order took the last units', async () => {
    const lines = [{ sku: 'B', quantity: 1 }];
    shop.at('stock.reserve:before', async () => void (await shop.place({ lines }, { region: WEST })));
    expect(await shop.place({ lines })).toMatchObject({ kind: 'replayed', order: { region: WEST } });
  });
});

describe('an attempt', () => {
  const fence = async () => {
    const [opId = ''] = Object.keys(shop.bucket('A').journal);
    await shop.deps().orders.fence(orderIdOf('k'), opId.slice(0, 16));
  };

  it('that was fenced for being slow is followed by one more', async () => {
    shop.at('orders.commit:before', fence);
    expect(await shop.place()).toMatchObject({ kind: 'placed', order: { status: 'CONFIRMED' } });
    expect(shop.available('A')).toBe(4);
  });

  it('that was fenced twice holds nothing, and the shopper is to come back', async () => {
    shop.at('orders.commit:before', fence, 2);
    expect(await shop.place()).toEqual({ kind: 'busy', reason: 'the checkout took too long' });
    expect([shop.available('A'), shop.entries]).toEqual([5, 0]);
  });

  it('whose commit had no answer and took effect is placed', async () => {
    shop.lose('orders.commit:after');
    expect(await shop.place()).toMatchObject({ kind: 'placed', order: { status: 'CONFIRMED' } });
  });

  it('whose commit was lost fences itself before it gives back', async () => {
    shop.lose('orders.commit:before', 2);
    expect(await shop.place()).toMatchObject({ kind: 'busy' });
    expect(shop.ledger.orders.get(orderIdOf('k'))).toMatchObject({ kind: 'abandoned' });
    expect([shop.available('A'), shop.entries]).toEqual([5, 0]);
  });

  it('gives nothing back while nobody can tell whether it committed', async () => {
    shop.lose('orders.commit:after').lose('orders.fence:before', 3);
    const reason: unknown = expect.stringContaining('the same key will tell');
    expect(await shop.place()).toEqual({ kind: 'busy', reason, storeFailed: true });
    expect(shop.available('A')).toBe(4);
    expect(await shop.place()).toMatchObject({ kind: 'replayed', order: { status: 'OPEN' } });
  });

  it('whose store fails while it reserves gives back what it can', async () => {
    const lines = ['A', 'B'].map((sku) => ({ sku, quantity: 1 }));
    shop.at('stock.reserve:before', () => undefined).lose('stock.reserve:before');
    const reason = 'the order ledger did not answer';
    expect(await shop.place({ lines })).toEqual({ kind: 'busy', reason, storeFailed: true });
    expect([shop.available('A'), shop.available('B'), shop.entries]).toEqual([5, 1, 0]);
  });

  it('is busy when the Ledger cannot be read', async () => {
    shop.lose('orders.read:before');
    const reason = 'the order ledger did not answer';
    expect(await shop.place()).toEqual({ kind: 'busy', reason, storeFailed: true });
  });

  it.each(['orders.read:before', 'stock.reserve:before', 'events.paymentPending:before'])(
    'does not hide what should never happen, at %s',
    async (point) => {
      shop.lose('payments.createIntent:before');
      shop.at(point, () => Promise.reject(new CorruptRecord('no order')));
      await expect(shop.place()).rejects.toThrow(CorruptRecord);
    },
  );
});

describe('1,500 lines', () => {
  const lines = Array.from({ length: 1_500 }, (_, n) => ({ sku: `S${n}`, quantity: 1 }));
  /** The most reserve requests under way at the same time. */
  const atOnce = () => {
    let now = 0;
    return shop.points.reduce((most, point) => {
      if (point === 'stock.reserve:before') now += 1;
      if (point === 'stock.reserve:after') now -= 1;
      return Math.max(most, now);
    }, 0);
  };

  it('are reserved in parallel, with a bound', async () => {
    for (const { sku } of lines) shop.stock(sku, 1, 1, 1, 1);
    const outcome = await shop.place({ lines });
    expect(outcome).toMatchObject({
      kind: 'placed',
      order: { status: 'CONFIRMED', total: { amount: 150_000 } },
    });
    expect(atOnce()).toBe(16);
  });

  it('are undone in full when one cannot be had', async () => {
    for (const { sku } of lines) shop.stock(sku, 1, 1, 1, 1);
    shop.stock('S1499', 0, 0, 0, 0);
    const outcome = await shop.place(requestOf({ lines }));
    const short = [{ sku: 'S1499', requested: 1, available: 0 }];
    expect(outcome).toEqual({ kind: 'out_of_stock', lines: short, mayReturn: false });
    expect(shop.entries).toBe(0);
    expect(lines.every(({ sku }) => shop.available(sku) === (sku === 'S1499' ? 0 : 4))).toBe(true);
  });

  it('are only looked at once one is known to be short', async () => {
    for (const { sku } of lines) shop.stock(sku, 1, 1, 1, 1);
    shop.stock('S0', 0, 0, 0, 0);
    expect(await shop.place({ lines })).toMatchObject({ kind: 'out_of_stock', lines: [{ sku: 'S0' }] });
    expect(shop.points.filter((point) => point === 'stock.reserve:before').length).toBeLessThan(100);
  });
});
