import {
  adopted,
  cartFrom,
  emptyCart,
  type LocalCart,
  quantityOf,
  repairsOf,
  withGone,
  withoutOrdered,
  withQuantity,
} from '../../../web/state/cart';
import { cartView } from '../../../web/state/cart-view';
import { product, serverCart } from '../fakes';

const ID = '5b0e8a0e-3c1d-4f5a-9a53-6f2f6f1a7d10';
const DAY = 24 * 3_600_000;
const cartOf = (quantities: Record<string, number>, now = 0): LocalCart =>
  Object.entries(quantities).reduce(
    (cart, [sku, quantity]) => withQuantity(cart, product(sku), quantity, now),
    emptyCart('cart'),
  );

describe('repairing the copy of a cart', () => {
  it('repeats what the server lacks: new lines, quantities, and lines taken out', () => {
    const local = cartOf({ LAMP: 2, CHAIR: 1, TABLE: 0, RUG: 4 });
    expect(repairsOf(local, serverCart({ LAMP: 1, TABLE: 3, RUG: 4 }))).toEqual([
      { sku: 'LAMP', quantity: 2 },
      { sku: 'CHAIR', quantity: 1 },
      { sku: 'TABLE', quantity: 0 },
    ]);
  });

  it('repeats everything when the server has no cart, and nothing when they agree', () => {
    expect(repairsOf(cartOf({ LAMP: 2, TABLE: 0 }), undefined)).toEqual([{ sku: 'LAMP', quantity: 2 }]);
    expect(repairsOf(cartOf({ LAMP: 2 }), serverCart({ LAMP: 2 }))).toEqual([]);
  });

  it('counts a line that the server keeps but cannot sell as there', () => {
    const unavailable = [{ sku: 'OLD', quantity: 1, reason: 'unknown_product' }];
    expect(repairsOf(cartOf({ OLD: 1 }), serverCart({}, unavailable))).toEqual([]);
  });

  it('asks no more for what there is not', () => {
    expect(repairsOf(withGone(cartOf({ OLD: 1 }), 'OLD'), serverCart({}))).toEqual([]);
  });

  it('leads to agreement: a server that does what it is asked needs no further repair', () => {
    const local = cartOf({ LAMP: 2, CHAIR: 0, RUG: 4 });
    const server = new Map([
      ['CHAIR', 5],
      ['RUG', 1],
    ]);
    for (const { sku, quantity } of repairsOf(local, serverCart(Object.fromEntries(server)))) {
      if (quantity > 0) server.set(sku, quantity);
      else server.delete(sku);
    }
    expect(repairsOf(local, serverCart(Object.fromEntries(server)))).toEqual([]);
  });
});

describe('a cart in the browser', () => {
  it('forgets lines that were taken out once no replication can be behind that far', () => {
    const cart = cartOf({ LAMP: 0 }, 0);
    expect(withQuantity(cart, product('RUG'), 1, DAY - 1).lines).toHaveLength(2);
    expect(withQuantity(cart, product('RUG'), 1, DAY).lines).toHaveLength(1);
  });

  it('takes what was ordered out, and leaves what was added since', () => {
    const ordered = [
      { sku: 'LAMP', quantity: 2 },
      { sku: 'GONE', quantity: 1 },
    ];
    const cart = withoutOrdered(cartOf({ LAMP: 3, RUG: 1 }), ordered, 1);
    expect([quantityOf(cart, 'LAMP'), quantityOf(cart, 'RUG'), quantityOf(cart, 'GONE')]).toEqual([1, 1, 0]);
  });

  it('takes over lines and prices that only the server knows', () => {
    const server = { ...serverCart({ LAMP: 9, RUG: 1 }) };
    const cart = adopted(cartOf({ LAMP: 2 }), server, 5);
    expect(quantityOf(cart, 'LAMP')).toBe(2);
    expect(quantityOf(cart, 'RUG')).toBe(1);
  });

  it('is empty when what was kept is no cart', () => {
    for (const kept of [
      undefined,
      null,
      7,
      [],
      { cartId: ID },
      { lines: [] },
      { cartId: 'bad id', lines: [] },
    ])
      expect(cartFrom(kept, () => 'new')).toEqual(emptyCart('new'));
    expect(cartFrom({ cartId: ID, lines: [7, { sku: 'LAMP' }] }, () => 'new')).toEqual(emptyCart(ID));
  });

  it('takes no line for one that the shop would refuse', () => {
    const [line] = cartOf({ LAMP: 2 }).lines;
    const bad = [{ quantity: -1 }, { quantity: 1.5 }, { quantity: 100_001 }, { sku: 'a b' }, { sku: '' }];
    const lines = [...bad.map((change) => ({ ...line, ...change })), line];
    expect(cartFrom({ cartId: ID, lines }, () => 'new')).toEqual({ cartId: ID, lines: [line] });
  });

  it.each([
    [-1, 0],
    [1.9, 1],
    [100_001, 100_000],
  ])('makes the quantity %d one that can be ordered: %d', (asked, kept) => {
    expect(quantityOf(withQuantity(emptyCart('c'), product('LAMP'), asked, 0), 'LAMP')).toBe(kept);
  });
});

describe('the view of a cart', () => {
  it('shows the last known prices while there is no answer', () => {
    expect(cartView(cartOf({ LAMP: 2, RUG: 0 }), undefined)).toMatchObject({
      total: 1000,
      currency: 'GBP',
      units: 2,
      unavailable: [],
    });
  });

  it('leaves what cannot be ordered out of the total, with the reason', () => {
    const local = withQuantity(withGone(cartOf({ OLD: 1, LAMP: 2 }), 'OLD'), product('YEN', 9, 'JPY'), 1, 0);
    const view = cartView(local, serverCart({ LAMP: 2 }));
    expect(view.lines.map(({ sku }) => sku)).toEqual(['LAMP']);
    expect(view.unavailable.map(({ sku, reason }) => [sku, reason])).toEqual([
      ['OLD', 'unknown_product'],
      ['YEN', 'other_currency'],
    ]);
    expect(view.total).toBe(1000);
  });

  it('has no currency when nothing can be ordered', () => {
    expect(cartView(withGone(cartOf({ OLD: 1 }), 'OLD'), undefined)).toMatchObject({
      total: 0,
      currency: undefined,
    });
  });
});
