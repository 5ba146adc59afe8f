import { type Answer } from '../../../web/api/call';
import { type PlacedOrder } from '../../../web/api/types';
import { checkoutStore, type CheckoutState } from '../../../web/checkout/checkout-store';
import { fakeTime, inTurn, ok, placedOrder, problem, settled, storage, unreachable } from '../fakes';

const body = (quantity: number): string => JSON.stringify({ lines: [{ sku: 'LAMP', quantity }] });

/** A checkout whose sendings are answered in turn. */
function open(answers: readonly Answer<PlacedOrder>[], browser = storage(), time = fakeTime()) {
  const sent: { key: string; body: string; kept: unknown }[] = [];
  const next = inTurn(...answers);
  const onPlaced = jest.fn();
  let keys = 0;
  const checkout = checkoutStore({
    api: {
      placeOrder: async (key, text) => {
        sent.push({ key, body: text, kept: browser.keep.read('attempt') });
        return next();
      },
    },
    keep: browser.keep,
    now: time.now,
    pause: time.pause,
    random: () => 0.5,
    newKey: () => `key-${(keys += 1)}`,
    onPlaced,
  });
  const states: CheckoutState[] = [];
  checkout.state.subscribe(() => states.push(checkout.state.get()));
  return { checkout, sent, states, onPlaced, browser, time, kept: () => browser.keep.read('attempt') };
}

const hang: Answer<PlacedOrder> = unreachable;

describe('placing an order', () => {
  it('writes key and body down before the first sending, and forgets them once it is placed', async () => {
    const { checkout, sent, onPlaced, kept } = open([ok(placedOrder, 201)]);
    await checkout.submit(body(2));
    expect(sent[0]).toMatchObject({ key: 'key-1', kept: { key: 'key-1', body: body(2) } });
    expect(onPlaced).toHaveBeenCalledWith(placedOrder, [{ sku: 'LAMP', quantity: 2 }], false);
    expect(checkout.state.get()).toEqual({ kind: 'placed', order: placedOrder });
    expect(kept()).toBeUndefined();
  });

  it('sends the same key and body until there is an answer, and says why', async () => {
    const { checkout, sent, states } = open([
      unreachable,
      problem(502, 'unknown'),
      problem(429, 'throttled', { retryAfter: 4 }),
      problem(503, 'busy'),
      ok(placedOrder, 201),
    ]);
    await checkout.submit(body(2));
    expect(new Set(sent.map(({ key, body: text }) => `${key} ${text}`)).size).toBe(1);
    const reasons = states.flatMap((state) => (state.kind === 'waiting' ? [state.reason] : []));
    expect(reasons).toEqual(['unreachable', 'unreachable', 'throttled', 'busy']);
  });

  it('waits at least as long as Retry-After asks', async () => {
    const { checkout, time } = open([problem(429, 'throttled', { retryAfter: 9 }), ok(placedOrder)]);
    await checkout.submit(body(2));
    expect(time.pauses[0]).toBeGreaterThanOrEqual(9_000);
  });

  it('says that the shop is in maintenance after a minute, and goes on', async () => {
    const { checkout, states, sent } = open([...Array<Answer<PlacedOrder>>(20).fill(hang), ok(placedOrder)]);
    await checkout.submit(body(2));
    const inMaintenance = states.map((state) => 'inMaintenance' in state && state.inMaintenance);
    expect(inMaintenance.indexOf(true)).toBeGreaterThan(5);
    expect(sent).toHaveLength(21);
    expect(checkout.state.get().kind).toBe('placed');
  });

  it('takes a new key after a card was declined', async () => {
    const { checkout, sent } = open([problem(402, 'payment_declined'), ok(placedOrder)]);
    await checkout.submit(body(2));
    expect(checkout.state.get()).toMatchObject({ kind: 'editing', problem: { code: 'payment_declined' } });
    await checkout.submit(body(2));
    expect(sent.map(({ key }) => key)).toEqual(['key-1', 'key-2']);
  });

  it.each([
    [409, 'out_of_stock'],
    [409, 'price_changed'],
    [400, 'invalid_request'],
  ])('keeps nothing of an order that was refused with %d %s, and takes a new key', async (status, code) => {
    const { checkout, sent, kept } = open([problem(status, code), ok(placedOrder)]);
    await checkout.submit(body(5));
    expect(kept()).toBeUndefined();
    await checkout.submit(body(2));
    expect(new Set(sent.map(({ key }) => key)).size).toBe(2);
  });

  it('never has two keys for one wish: a change after a lost answer keeps the key and finds the first order', async () => {
    const { checkout, sent, onPlaced } = open([
      unreachable,
      problem(409, 'price_changed'),
      problem(422, 'idempotency_key_reused'),
      ok(placedOrder, 201),
    ]);
    await checkout.submit(body(2));
    await checkout.submit(body(3));
    expect(new Set(sent.map(({ key }) => key))).toEqual(new Set(['key-1']));
    expect(sent.at(-1)?.body).toBe(body(2));
    expect(onPlaced).toHaveBeenCalledWith(placedOrder, [{ sku: 'LAMP', quantity: 2 }], true);
  });

  describe('refused after a change, when the order before it may have gone through', () => {
    const DAY_MS = 24 * 60 * 60_000;

    /** What the browser keeps then, and a page that is opened so much later. */
    async function later(ms: number) {
      const first = open([unreachable, problem(409, 'price_changed')]);
      await first.checkout.submit(body(2));
      return open([ok(placedOrder)], first.browser, fakeTime(first.time.now() + ms));
    }

    it('keeps the key for a day', async () => {
      const { checkout, sent } = await later(DAY_MS - 1);
      await checkout.start();
      expect(checkout.state.get()).toEqual({ kind: 'editing' });
      await checkout.submit(body(3));
      expect(sent).toMatchObject([{ key: 'key-1', kept: { doubtful: body(2) } }]);
    });

    it('forgets it after that, as soon as the shop is opened', async () => {
      const { checkout, kept } = await later(DAY_MS);
      await checkout.start();
      expect(kept()).toBeUndefined();
    });

    it('forgets what an older version of the shop has left', async () => {
      const browser = storage();
      browser.keep.write('attempt', {
        key: 'k',
        body: body(2),
        firstSentAt: 0,
        lastSentAt: 0,
        refused: true,
      });
      const { checkout, kept } = open([], browser);
      await checkout.start();
      expect(kept()).toBeUndefined();
    });
  });

  it('lets a key go that names an order of somebody else', async () => {
    const { checkout, sent } = open([problem(422, 'idempotency_key_reused'), ok(placedOrder)]);
    await checkout.submit(body(2));
    await checkout.submit(body(2));
    expect(sent.map(({ key }) => key)).toEqual(['key-1', 'key-2']);
  });

  it('does nothing when the button is pressed twice', async () => {
    const { checkout, sent } = open([ok(placedOrder)]);
    await Promise.all([checkout.submit(body(2)), checkout.submit(body(2))]);
    expect(sent).toHaveLength(1);
  });
});

describe('a page that was closed in the middle', () => {
  /** The storage that a page left behind which was closed while it waited for an answer. */
  async function left() {
    const browser = storage();
    const closed = open([unreachable], browser, {
      ...fakeTime(),
      pause: () => ({ done: new Promise(() => undefined), wake: () => undefined }),
    });
    void closed.checkout.submit(body(2));
    await settled();
    return browser;
  }

  it('goes on by itself, with the same key and body', async () => {
    const { checkout, sent } = open([ok(placedOrder)], await left());
    await checkout.start();
    expect(sent).toMatchObject([{ key: 'key-1', body: body(2) }]);
    expect(checkout.state.get().kind).toBe('placed');
  });

  it('asks first when that was long ago', async () => {
    const browser = await left();
    const { checkout, sent } = open([ok(placedOrder)], browser, fakeTime(1_000_000 + 15 * 60_000));
    await checkout.start();
    expect([checkout.state.get().kind, sent.length]).toEqual(['found', 0]);
    await checkout.resume();
    expect(sent).toMatchObject([{ key: 'key-1', body: body(2) }]);
  });

  it('can be given up, and the next order has a key of its own', async () => {
    const browser = await left();
    const { checkout, sent } = open([ok(placedOrder)], browser, fakeTime(1_000_000 + 15 * 60_000));
    await checkout.start();
    checkout.discard();
    expect(checkout.state.get()).toEqual({ kind: 'editing' });
    await checkout.submit(body(7));
    expect(sent[0]?.body).toBe(body(7));
    expect(sent[0]?.kept).not.toHaveProperty('doubtful');
  });

  it('does not send an order again that was refused', async () => {
    const browser = storage();
    await open([problem(409, 'out_of_stock')], browser).checkout.submit(body(2));
    const { checkout, sent } = open([ok(placedOrder)], browser);
    await checkout.start();
    expect([checkout.state.get().kind, sent.length]).toEqual(['editing', 0]);
  });
});

describe('what was refused', () => {
  const refused = async () => {
    const shop = open([problem(409, 'out_of_stock')]);
    await shop.checkout.submit(body(5));
    return shop.checkout;
  };

  it('is shown as long as the cart is what was refused', async () => {
    const checkout = await refused();
    checkout.open([{ sku: 'LAMP', quantity: 5 }]);
    expect(checkout.state.get()).toMatchObject({ kind: 'editing', problem: { code: 'out_of_stock' } });
  });

  it.each([
    ['of which there is less', [{ sku: 'LAMP', quantity: 4 }]],
    [
      'to which something was added',
      [
        { sku: 'LAMP', quantity: 5 },
        { sku: 'MUG', quantity: 1 },
      ],
    ],
    ['with something else', [{ sku: 'MUG', quantity: 5 }]],
    ['without anything', []],
  ])('is not shown over a cart %s', async (_, lines) => {
    const checkout = await refused();
    checkout.open(lines);
    expect(checkout.state.get()).toEqual({ kind: 'editing' });
  });

  it('is gone once the shopper has left the page', async () => {
    const checkout = await refused();
    checkout.acknowledge();
    expect(checkout.state.get()).toEqual({ kind: 'editing' });
  });
});

it('still asks about an attempt that was found when the shopper has left the page', async () => {
  const browser = storage();
  browser.keep.write('attempt', { key: 'k', body: body(2), firstSentAt: 0, lastSentAt: 0 });
  const { checkout } = open([], browser);
  await checkout.start();
  checkout.acknowledge();
  expect(checkout.state.get().kind).toBe('found');
});

describe('giving up while it is asked for', () => {
  it('takes no notice of an answer that comes after', async () => {
    let answer = (_: Answer<PlacedOrder>): void => undefined;
    const { keep } = storage();
    const time = fakeTime();
    const onPlaced = jest.fn();
    const checkout = checkoutStore({
      api: { placeOrder: () => new Promise((resolve) => (answer = resolve)) },
      keep,
      now: time.now,
      pause: time.pause,
      random: () => 0,
      newKey: () => 'key',
      onPlaced,
    });
    const sending = checkout.submit(body(2));
    checkout.discard();
    answer(ok(placedOrder));
    await sending;
    expect(checkout.state.get()).toEqual({ kind: 'editing' });
    expect(onPlaced).not.toHaveBeenCalled();
  });
});
