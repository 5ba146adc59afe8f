import { type PlaceOrderDeps, type QueuedSagaDeps } from '../../../lambdas/domain/deps';
import { couponSku } from '../../../lambdas/domain/coupons/coupon';
import { issueCoupon } from '../../../lambdas/domain/coupons/issue-coupon';
import { StoreUnavailable } from '../../../lambdas/domain/errors';
import { advance, advanceById } from '../../../lambdas/domain/orders/advance';
import { cancelOrder } from '../../../lambdas/domain/orders/cancel';
import { fulfilOrder } from '../../../lambdas/domain/orders/fulfil';
import { orderIdOf } from '../../../lambdas/domain/orders/identity';
import { type Order, type OrderStatus } from '../../../lambdas/domain/orders/order';
import { placeOrder } from '../../../lambdas/domain/orders/place-order';
import { type PlaceOrderRequest } from '../../../lambdas/domain/orders/place-request';
import { applyReceipt } from '../../../lambdas/domain/stock/receipts';
import { order as sample } from '../contract/samples';
import { type MeteredShop, meteredShop } from '../support/metered-shop';

const WRITE_UNIT_BYTES = 1_024;
const MANY_LINES = 40;

/** Long ones, as shops have them. */
const skuOf = (line: number) => `MERINO-CREWNECK-NAVY-XL-2026-${line}`;
const SKUS = Array.from({ length: MANY_LINES }, (_, line) => skuOf(line));
const PRODUCTS = SKUS.map((sku, line) => ({
  sku,
  name: `Extra fine merino wool crew neck jumper, navy blue, model ${line}`,
  price: { amount: 129_950, currency: 'GBP' },
}));

const requestOf = (idempotencyKey: string, lines: number): PlaceOrderRequest => ({
  idempotencyKey,
  lines: SKUS.slice(0, lines).map((sku) => ({ sku, quantity: 2 })),
  customer: {
    email: 'alexandra.featherstonehaugh@mail.example.co.uk',
    name: 'Alexandra Featherstonehaugh-Smythe',
    phone: '+44 7700 900123',
  },
  delivery: {
    name: 'Alexandra Featherstonehaugh-Smythe',
    lines: ['Flat 27, Wellington Court', '114-118 Kensington High Street'],
    city: 'Wolverhampton',
    postcode: 'WV10 0QP',
    country: 'United Kingdom',
  },
  paymentToken: 'pm_1MtwBwLkdIwHu7ixfoKSetLP',
});

/** A bus and channels that take nothing, so that an order goes on owing all that it ever owes. */
const telling = (): Pick<PlaceOrderDeps, 'events' | 'messages'> => {
  const down = async () => Promise.reject(new StoreUnavailable('the bus is down', 'not_applied'));
  const channel = { send: async () => ({ kind: 'unavailable', reason: 'down' }) as const };
  return {
    events: { publish: down, paymentPending: down, stockLow: down },
    messages: { email: channel, sms: channel },
  };
};

describe('what orders cost', () => {
  let metered: MeteredShop;
  /** Bytes of the order's item after each of its changes. */
  let sizes: [OrderStatus, number][];

  beforeAll(async () => {
    metered = await meteredShop();
    await metered.deps.catalogue.putMany(PRODUCTS);
    for (const sku of SKUS) await applyReceipt(metered.deps, { sku, receiptId: 'first', quantity: 10_000 });
    await metered.shop.clearJournals();
  });
  beforeEach(() => {
    sizes = [];
    metered.meter.reset();
  });
  afterAll(async () => metered.close());

  const measure = async ({ id, status }: Order) => void sizes.push([status, await metered.sizeOf(id)]);

  /** The shop's deps, of which every write to an order is measured. */
  function measuring(changes: Partial<PlaceOrderDeps> = {}): PlaceOrderDeps & QueuedSagaDeps {
    const { orders, ...deps } = metered.deps;
    const measured: PlaceOrderDeps['orders'] = {
      read: (id) => orders.read(id),
      readMany: (ids) => orders.readMany(ids),
      details: (order) => orders.details(order),
      fence: (id, attempt) => orders.fence(id, attempt),
      due: (region, before, limit) => orders.due(region, before, limit),
      commit: async (order, details) => {
        const result = await orders.commit(order, details);
        await measure(order);
        return result;
      },
      update: async (next) => {
        const result = await orders.update(next);
        await measure(next);
        return result;
      },
    };
    return { ...deps, orders: measured, ...changes };
  }

  const unitsOf = (kind: string) =>
    metered.meter.charges
      .filter((charge) => charge.kind === kind)
      .reduce((sum, { write }) => sum + write.table + write.indexes, 0);
  const largest = () => Math.max(...sizes.map(([, size]) => size));

  test('an order of one line is seven write units, from its reservation to its cleared entry', async () => {
    const outcome = await placeOrder(metered.deps, requestOf('one-line', 1));
    expect(outcome).toMatchObject({ kind: 'placed', order: { status: 'CONFIRMED', owes: [] } });
    await metered.shop.clearJournals();

    // Reserved 1, cleared 1; committed 1 + 1 in the work index, confirmed 1, done 1 + 1 in the work index.
    expect({ stock: unitsOf('STOCK'), order: unitsOf('ORDER'), lines: unitsOf('LINES') }).toEqual({
      stock: 2,
      order: 5,
      lines: 0,
    });
    expect(metered.meter.writeUnits).toBe(7);
  });

  test.each([1, 2, 3, 4, 5, 6])(
    '%d line(s): the order stays at one unit, whatever it owes',
    async (lines) => {
      const key = `owing-${lines}`;
      const deps = measuring(telling());
      await placeOrder(deps, requestOf(key, lines));
      await fulfilOrder(deps, orderIdOf(key));

      expect(sizes.map(([status]) => status)).toContain('CONFIRMED');
      expect(largest()).toBeLessThanOrEqual(WRITE_UNIT_BYTES);
    },
  );

  test.each([1, 2, 3, 4, 5, 6])(
    '%d line(s): so does one that is refunded, after four changes of status',
    async (lines) => {
      const deps = measuring(telling());
      const id = orderIdOf(`refunded-${lines}`);
      await placeOrder(deps, requestOf(`refunded-${lines}`, lines));
      const outcome = await cancelOrder(deps, id);
      if (outcome.kind === 'accepted') await advance(deps, outcome.order);

      expect(sizes.map(([status]) => status)).toContain('REFUNDED');
      expect(largest()).toBeLessThanOrEqual(WRITE_UNIT_BYTES);
    },
  );

  test.each([1, 2, 3, 4, 5, 6])(
    '%d line(s): so does one with a coupon that waits for its payment, and is told of nothing',
    async (lines) => {
      const key = `waiting-${lines}`;
      const couponCode = `THANKS50-ABCDE-0123${lines}-VWXYZ`;
      await applyReceipt(metered.deps, { sku: couponSku(couponCode), receiptId: 'r', quantity: 1 });
      const deps = measuring(telling());
      const confirmIntent = async () => ({ kind: 'unavailable', reason: 'down' }) as const;
      await placeOrder(
        { ...deps, payments: { ...deps.payments, confirmIntent } },
        { ...requestOf(key, lines), couponCode },
      );
      const outcome = await advanceById(deps, orderIdOf(key), {});

      expect(outcome).toMatchObject({ order: { status: 'CONFIRMED', couponPercent: 10 } });
      expect(largest()).toBeLessThanOrEqual(WRITE_UNIT_BYTES);
    },
  );

  test.each([
    ['in the bucket that this Region tries first', 'THANKS10-ABCDE-01234-00003', 4],
    ['elsewhere: one write is in vain', 'THANKS10-ABCDE-01234-00001', 5],
  ])('a coupon is one more line, its unit %s', async (_, couponCode, stock) => {
    await applyReceipt(metered.deps, { sku: couponSku(couponCode), receiptId: 'r', quantity: 1 });
    await metered.shop.clearJournals();
    metered.meter.reset();
    await placeOrder(metered.deps, { ...requestOf(couponCode, 1), couponCode });
    await metered.shop.clearJournals();

    expect({ stock: unitsOf('STOCK'), order: unitsOf('ORDER') }).toEqual({ stock, order: 5 });
  });

  test('issuing a coupon is five write units', async () => {
    const order = sample('ord_0123456789abcdef0123456789abcdef', { couponPercent: 10 });
    await issueCoupon(metered.deps, order);
    await issueCoupon(metered.deps, order);

    expect({ stock: unitsOf('STOCK'), receipt: unitsOf('RECEIPT') }).toEqual({ stock: 3, receipt: 2 });
  });

  test('the lines of a long one stand apart, so that its head stays at one unit', async () => {
    await placeOrder(measuring(), requestOf('many-lines', MANY_LINES));

    expect(unitsOf('LINES')).toBeGreaterThan(0);
    expect(largest()).toBeLessThanOrEqual(WRITE_UNIT_BYTES / 2);
    expect(unitsOf('ORDER')).toBe(5);
  });
});
