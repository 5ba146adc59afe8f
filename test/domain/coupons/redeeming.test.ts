import { advanceById } from '../../../lambdas/domain/orders/advance';
import { cancelOrder } from '../../../lambdas/domain/orders/cancel';
import { couponOf, couponSku } from '../../../lambdas/domain/coupons/coupon';
import { issueCoupon } from '../../../lambdas/domain/coupons/issue-coupon';
import { runAudit } from '../../../lambdas/domain/audit/run-audit';
import { type Order } from '../../../lambdas/domain/orders/order';
import { EAST, requestOf, Shop, WEST } from '../shop';

const DECLINED = 'pm_card_visa_chargeDeclined';
const UNKNOWN = 'THANKS10-ABCDE-ABCDE-ABCDE';

let shop: Shop;
beforeEach(() => {
  shop = new Shop().stock('A', 100);
});

/** An order whose payment was put off and that is charged by a worker now; it has to end confirmed. */
async function buffered(idempotencyKey: string): Promise<Order> {
  shop.lose('payments.createIntent:before');
  const { id } = await shop.order({ idempotencyKey });
  await advanceById(shop.deps(), id, {});
  return shop.read(id);
}

/** The code of a coupon that was issued. */
async function issued(): Promise<string> {
  const order = await buffered('buffered');
  return couponOf(order)?.code ?? '';
}

const lines = [{ sku: 'A', quantity: 10 }];
const redeem = (couponCode: string, idempotencyKey: string, changes: object = {}, region = EAST) =>
  shop.place({ idempotencyKey, lines, couponCode, ...changes }, { region });

describe('issuing', () => {
  it('brings one unit into stock, once, whoever does it and however often', async () => {
    const order = await buffered('k1');
    const sku = couponSku(couponOf(order)?.code ?? '');
    for (const region of [EAST, WEST, EAST]) await issueCoupon(shop.deps({ region }), order);
    expect(shop.available(sku)).toBe(1);
    expect(await runAudit(shop.deps())).toMatchObject({ ok: true });
  });

  it('comes with the message that the order is confirmed', async () => {
    const code = await issued();
    expect(shop.bodies.filter((body) => body.includes(code))).toHaveLength(1);
  });

  it('is not done for an order that was never put off, nor where the shop gives none', async () => {
    await shop.order({ idempotencyKey: 'k1' });
    shop.lose('payments.createIntent:before');
    const { order } = (await shop.place({ idempotencyKey: 'k2' }, { couponPercent: 0 })) as { order: Order };
    await advanceById(shop.deps(), order.id, {});
    expect(shop.read(order.id).status).toBe('CONFIRMED');
    expect([...shop.ledger.buckets.keys()].filter((key) => key.includes('COUPON'))).toEqual([]);
    expect(shop.bodies.filter((body) => body.includes('THANKS'))).toEqual([]);
  });

  it('gives the code that was promised even when the shop changes its mind before it is sent', async () => {
    shop.lose('payments.createIntent:before');
    const { id } = await shop.order();
    await advanceById(shop.deps({ couponPercent: 25 }), id, {});
    expect(couponOf(shop.read(id))?.percent).toBe(10);
    expect(shop.bodies.some((body) => body.includes('THANKS10-'))).toBe(true);
  });

  it('keeps only its message waiting while it cannot be done', async () => {
    shop.lose('payments.createIntent:before').lose('receipts.read:before');
    const { id } = await shop.order();
    await advanceById(shop.deps(), id, {});
    expect(shop.read(id)).toMatchObject({
      status: 'CONFIRMED',
      owes: ['email:order-confirmed', 'sms:order-confirmed'],
    });
    expect(shop.published).toContain('OrderConfirmed');
    expect(shop.sent).toEqual([]);
    shop.clock.advance(24 * 3_600_000);
    await advanceById(shop.deps(), id);
    await advanceById(shop.deps(), id);
    expect(shop.bodies.some((body) => body.includes('THANKS10-'))).toBe(true);
  });

  it('is given up in the end, and the shopper hears of the order without it', async () => {
    shop.lose('payments.createIntent:before').lose('receipts.read:before', 20);
    const { id } = await shop.order();
    await advanceById(shop.deps(), id, {});
    shop.clock.advance(4 * 24 * 3_600_000);
    await advanceById(shop.deps(), id);
    expect(shop.read(id).work).toBeUndefined();
    expect(shop.bodies).toHaveLength(1);
    expect(shop.bodies[0]).not.toContain('THANKS');
  });

  it('tells nobody once it took so long that another worker was at it', async () => {
    shop.lose('payments.createIntent:before');
    const { id } = await shop.order();
    shop.at('receipts.read:before', async () => {
      shop.clock.advance(10 * 60_000);
      await advanceById(shop.deps({ region: WEST }), id);
    });
    await advanceById(shop.deps(), id, {});
    expect(shop.sent).toEqual(['email order-confirmed']);
  });

  it('is made up for wherever a process dies, and the shopper hears of one code', async () => {
    for (let n = 0; ; n++) {
      shop = new Shop().stock('A', 100);
      shop.lose('payments.createIntent:before');
      const { id } = await shop.order();
      const met = { at: '' };
      shop.afterPoints(n, async (point) => {
        met.at = point;
        throw new Error(`the process dies at ${point}`);
      });
      await advanceById(shop.deps(), id, {}).catch(() => undefined);
      if (met.at === '') break;
      for (let again = 0; again < 4; again++) {
        shop.clock.advance(16 * 60_000);
        await advanceById(shop.deps({ region: WEST }), id);
      }
      const code = couponOf(shop.read(id))?.code ?? '';
      const codes = shop.bodies.flatMap((body) => body.match(/THANKS10(?:-[0-9A-Z]{5}){3}/g) ?? []);
      expect([met.at, shop.read(id).status, new Set(codes), shop.available(couponSku(code))]).toEqual([
        met.at,
        'CONFIRMED',
        new Set([code]),
        1,
      ]);
      expect([met.at, (await runAudit(shop.deps())).ok]).toEqual([met.at, true]);
    }
  });
});

describe('redeeming', () => {
  it('takes the discount off the total that is charged, in the other Region as well', async () => {
    const code = await issued();
    const outcome = await redeem(code.toLowerCase(), 'k2', { expectedTotal: 900 }, WEST);
    expect(outcome).toMatchObject({
      kind: 'placed',
      order: { status: 'CONFIRMED', total: { amount: 900, currency: 'GBP' } },
      details: { coupon: { code, discount: { amount: 100, currency: 'GBP' } } },
    });
    expect([...shop.provider.intents.values()].at(-1)?.amount.amount).toBe(900);
    expect(await runAudit(shop.deps())).toMatchObject({ ok: true });
  });

  it('works once', async () => {
    const code = await issued();
    await redeem(code, 'k2');
    expect(await redeem(code, 'k3', {}, WEST)).toEqual({ kind: 'coupon_used' });
    expect(shop.available('A')).toBe(89);
  });

  it('works once for two orders that are placed at the same time, wherever they meet', async () => {
    for (let n = 0; ; n++) {
      shop = new Shop().stock('A', 100);
      const code = await issued();
      const met = { at: '' };
      const outcomes: string[] = [];
      shop.afterPoints(n, async (point) => {
        met.at = point;
        outcomes.push((await redeem(code, 'k3', {}, WEST)).kind);
      });
      outcomes.push((await redeem(code, 'k2')).kind);
      if (met.at === '') break;
      expect([met.at, outcomes.filter((kind) => kind === 'placed').length]).toEqual([met.at, 1]);
      expect([met.at, outcomes.filter((kind) => kind !== 'placed')]).toEqual([met.at, ['coupon_used']]);
    }
  });

  it.each([
    ['cancelled', {}],
    ['declined', { paymentToken: DECLINED }],
  ])('works again once the order that has it is %s', async (_, changes) => {
    const code = await issued();
    const first = await redeem(code, 'k2', changes);
    if (first.kind === 'placed' && first.order.status === 'CONFIRMED')
      await cancelOrder(shop.deps(), first.order.id);
    expect(await redeem(code, 'k3')).toMatchObject({ kind: 'placed', order: { status: 'CONFIRMED' } });
    expect(await runAudit(shop.deps())).toMatchObject({ ok: true });
  });

  it('gives the same order for the same key, and refuses the key for an order without it', async () => {
    const code = await issued();
    await redeem(code, 'k2');
    expect(await redeem(code, 'k2')).toMatchObject({ kind: 'replayed', details: { coupon: { code } } });
    expect(await shop.place({ idempotencyKey: 'k2', lines })).toEqual({ kind: 'key_reused' });
  });

  it('tells a code that never was from one that was used', async () => {
    expect(await redeem(UNKNOWN, 'k2')).toEqual({ kind: 'unknown_coupon' });
    expect(await redeem('WELCOME', 'k2')).toEqual({ kind: 'unknown_coupon' });
    const forged = (await issued()).replace('THANKS10', 'THANKS50');
    expect(await redeem(forged, 'k2')).toEqual({ kind: 'unknown_coupon' });
    expect(shop.available('A')).toBe(99);
  });

  it('says that goods are sold out before it says anything of the coupon', async () => {
    const code = await issued();
    await redeem(code, 'k2');
    expect(await redeem(code, 'k3', { lines: [{ sku: 'A', quantity: 90 }] })).toMatchObject({
      kind: 'out_of_stock',
      lines: [{ sku: 'A', requested: 90, available: 89 }],
    });
  });

  it('tells nobody that a coupon is about to sell out', async () => {
    await redeem(await issued(), 'k2');
    expect(shop.low).toEqual([]);
  });

  it('does not sell a coupon as a product', async () => {
    const code = await issued();
    const outcome = await shop.place({ lines: [{ sku: couponSku(code), quantity: 1 }] });
    expect(outcome).toEqual({ kind: 'unknown_products', skus: [couponSku(code)] });
  });

  it('leaves the fingerprint of orders without a coupon as it was', async () => {
    expect((await shop.order(requestOf())).fingerprint).toBe(
      'cac34af35c098ebfe28e3a5147f1b16a8b5a6888ae274bda21af07f6ca1039f2',
    );
  });
});
