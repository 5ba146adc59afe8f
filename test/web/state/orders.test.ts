import { type Order } from '../../../web/api/types';
import { orderWatch, standingOf, stepsOf } from '../../../web/state/order-watch';
import { knownOrders, nextLook, orderLink, tokenInFragment } from '../../../web/state/orders';
import { routeOf } from '../../../web/state/routes';
import { fakeTime, inTurn, ok, placedOrder, problem, settled, storage, unreachable } from '../fakes';

const { orderId, orderToken } = placedOrder;
const at = '2026-03-14T09:26:53.000Z';

function order(...statuses: Order['status'][]): Order {
  const { orderToken: _token, ...rest } = placedOrder;
  const status = statuses.at(-1) ?? 'confirmed';
  return { ...rest, status, history: statuses.map((step) => ({ status: step, at })) };
}

describe('the orders of a browser', () => {
  it('keep their tokens, newest first', () => {
    const orders = knownOrders(storage().keep);
    orders.opened('ord_1', 'token-1', 1);
    orders.placed(placedOrder, { now: 2, wasChanged: true });
    expect(orders.all().map((known) => known.orderId)).toEqual([orderId, 'ord_1']);
    expect(orders.find(orderId)).toMatchObject({ orderToken, wasChanged: true });
    expect(orders.find('ord_2')).toBeUndefined();
  });

  it('keep the token that came from the shop, whatever a link says', () => {
    const orders = knownOrders(storage().keep);
    orders.placed(placedOrder, { now: 1, wasChanged: false });
    orders.opened(orderId, 'cut-off', 2);
    expect(orders.find(orderId)).toMatchObject({ orderToken, total: placedOrder.total, at: 1 });
  });

  it('take another link for one that may have been wrong', () => {
    const orders = knownOrders(storage().keep);
    orders.opened(orderId, 'cut-off', 1);
    orders.opened(orderId, orderToken, 2);
    expect(orders.all()).toEqual([{ orderId, orderToken, at: 2 }]);
  });

  it('take the token of a link out of its fragment only', () => {
    const link = new URL(orderLink('https://shop.example', orderId, orderToken));
    expect(link.search).toBe('');
    expect(link.pathname).not.toContain(orderToken);
    expect(routeOf(link)).toEqual({ page: 'order', orderId });
    expect(tokenInFragment(link.hash)).toBe(orderToken);
    expect(tokenInFragment('#token=<script>')).toBeUndefined();
  });
});

describe('watching an order', () => {
  it('looks more and more seldom, and only while the state changes by itself', () => {
    const waits = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((looks) => nextLook('payment_pending', looks) ?? 0);
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits.at(-1)).toBe(30_000);
    expect(nextLook('refunding', 0)).toBeDefined();
    expect(nextLook('confirmed', 0)).toBeUndefined();
  });

  function watch(api: Partial<Parameters<typeof orderWatch>[0]['api']>) {
    const time = fakeTime();
    const fail = (): never => {
      throw new Error('not expected to be called');
    };
    const deps = { getOrder: fail, cancelOrder: fail, ...api };
    return { time, watch: orderWatch({ api: deps, orderId, orderToken, pause: time.pause }) };
  }

  it('follows it until it is confirmed, through a loss of the connection', async () => {
    const next = inTurn(ok(order('payment_pending')), unreachable, ok(order('payment_pending', 'confirmed')));
    const { watch: it, time } = watch({ getOrder: async () => next() });
    const seen: string[] = [];
    it.view.subscribe(() => seen.push(`${it.view.get().order?.status} ${it.view.get().isStale}`));
    it.start();
    await settled();
    expect(seen).toEqual(['payment_pending false', 'payment_pending true', 'confirmed false']);
    expect(time.pauses).toHaveLength(2);
  });

  it('stops where the order cannot be shown', async () => {
    const { watch: it, time } = watch({ getOrder: async () => problem(404, 'order_not_found') });
    it.start();
    await settled();
    expect(it.view.get().failure).toMatchObject({ problem: { code: 'order_not_found' } });
    expect(time.pauses).toEqual([]);
  });

  it('cancels as often as it takes to have an answer, and follows the refund', async () => {
    const look = inTurn(ok(order('confirmed')), ok(order('confirmed', 'refunding', 'refunded')));
    const cancel = jest.fn(inTurn(unreachable, problem(503, 'busy'), ok(order('confirmed', 'refunding'))));
    const { watch: it } = watch({ getOrder: async () => look(), cancelOrder: async () => cancel() });
    it.start();
    await settled();
    await it.cancel();
    await settled();
    expect(cancel).toHaveBeenCalledTimes(3);
    expect(it.view.get()).toMatchObject({ order: { status: 'refunded' }, isCancelling: false });
  });

  it('says why an order cannot be cancelled', async () => {
    const { watch: it } = watch({
      getOrder: async () => ok(order('confirmed')),
      cancelOrder: async () => problem(409, 'not_cancellable'),
    });
    await it.cancel();
    expect(it.view.get().refusal).toMatchObject({ problem: { code: 'not_cancellable' } });
  });

  it('tells an unpaid order that is being cancelled from one that waits for its payment', () => {
    expect(standingOf(order('payment_pending'))).toBe('payment_pending');
    expect(standingOf(order('payment_pending', 'payment_pending'))).toBe('stopping');
    expect(stepsOf(order('payment_pending', 'confirmed')).map(({ name }) => name)).toEqual([
      'payment_pending',
      'confirmed',
    ]);
  });
});
