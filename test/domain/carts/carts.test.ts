import { putLine, removeLine, showCart } from '../../../lambdas/domain/carts/carts';
import { MAX_LINES } from '../../../lambdas/domain/orders/place-request';
import { CART, cartIn, type CartShop, cartShop, DAY, HOUR, quantitiesOf } from './shop';

const START = Date.UTC(2026, 0, 1);
const WRITES = ['carts.putHead', 'carts.putLine', 'carts.removeLine', 'carts.keepLines'];

let shop: CartShop;

beforeEach(() => {
  shop = cartShop();
  for (const sku of ['A', 'B', 'C']) shop.sell(sku);
});

const put = (sku: string, quantity = 1) => putLine(shop.deps, CART, { sku, quantity });
const remove = (sku: string) => removeLine(shop.deps, CART, sku);
const show = () => showCart(shop.deps, CART);

/** Writes that `work` makes. */
async function writesOf(work: () => Promise<unknown>): Promise<string[]> {
  shop.calls.length = 0;
  await work();
  return shop.calls.filter((call) => WRITES.includes(call));
}

describe('a cart', () => {
  it('is not there before its first line', async () => {
    expect(await show()).toEqual({ kind: 'cart_not_found' });
    expect(await remove('A')).toEqual({ kind: 'cart_not_found' });
  });

  it('is made by its first line, and answers every change with all of it', async () => {
    expect(cartIn(await put('B', 2))).toMatchObject({ cartId: CART, total: 1_000, lines: [{ sku: 'B' }] });
    expect(quantitiesOf(cartIn(await put('A', 3)))).toEqual({ A: 3, B: 2 });
    expect(quantitiesOf(cartIn(await put('B', 5)))).toEqual({ A: 3, B: 5 });
    expect(quantitiesOf(cartIn(await remove('A')))).toEqual({ B: 5 });
    expect(await show()).toEqual(await put('B', 5));
  });

  it('has its lines in order of SKU, whatever came first', async () => {
    for (const sku of ['C', 'A']) await put(sku);
    expect(cartIn(await put('B')).lines.map(({ sku }) => sku)).toEqual(['A', 'B', 'C']);
    expect(cartIn(await show()).lines.map(({ sku }) => sku)).toEqual(['A', 'B', 'C']);
  });

  it('has the price that the catalogue has now', async () => {
    await put('A', 2);
    shop.sell('A', 700);
    expect(cartIn(await show())).toMatchObject({ total: 1_400, lines: [{ price: 700, lineTotal: 1_400 }] });
  });

  it('stays there when it is emptied', async () => {
    await put('A');
    expect(cartIn(await remove('A'))).toMatchObject({ lines: [], total: 0 });
    expect(cartIn(await show())).toMatchObject({ lines: [], total: 0 });
  });

  it('is shown as it is when a line is removed that is not there, which writes nothing', async () => {
    await put('A');
    shop.clock.advance(DAY);
    expect(await writesOf(() => remove('B'))).toEqual([]);
    expect(await remove('B')).toEqual(await show());
  });

  it('keeps the line of a product that left the catalogue, which can be removed and not changed', async () => {
    await put('A', 4);
    shop.ledger.products.delete('A');
    expect(cartIn(await show()).unavailable).toEqual([{ sku: 'A', quantity: 4, reason: 'unknown_product' }]);
    expect(await put('A', 5)).toEqual({ kind: 'unknown_product' });
    expect(cartIn(await remove('A'))).toMatchObject({ lines: [], unavailable: [] });
  });

  it('takes no unknown product, and is not made by one', async () => {
    expect(await writesOf(() => put('X'))).toEqual([]);
    expect(await put('X')).toEqual({ kind: 'unknown_product' });
    expect(await show()).toEqual({ kind: 'cart_not_found' });
  });
});

describe('the largest cart', () => {
  const skuOf = (index: number) => `S${index}`;

  beforeEach(async () => {
    for (let index = 0; index <= MAX_LINES; index += 1) shop.sell(skuOf(index));
    await put(skuOf(0));
    const { head, lines } = await shop.deps.carts.read(CART);
    const filled = Array.from({ length: MAX_LINES }, (_, index) => skuOf(index)).sort();
    shop.ledger.carts.set(CART, {
      head,
      lines: filled.flatMap((sku) => lines.map((line) => ({ ...line, sku }))),
    });
  });

  it('has as many lines as an order may have, and takes no other SKU', async () => {
    expect(cartIn(await show()).lines).toHaveLength(1_500);
    expect(await put(skuOf(MAX_LINES))).toEqual({ kind: 'too_many_lines', max: 1_500 });
    expect(quantitiesOf(cartIn(await put(skuOf(7), 9)))).toMatchObject({ S7: 9 });
    await remove(skuOf(0));
    expect(cartIn(await put(skuOf(MAX_LINES))).lines).toHaveLength(1_500);
  });

  it('can be changed even when two Regions together put one line too many into it', async () => {
    await shop.deps.carts.putLine(CART, { sku: 'A', quantity: 1, keptUntil: START + 60 * DAY + HOUR });
    expect(quantitiesOf(cartIn(await put('A', 2)))).toMatchObject({ A: 2 });
    expect(await put(skuOf(MAX_LINES))).toMatchObject({ kind: 'too_many_lines' });
  });

  it('costs two writes a change at most, and one within the hour', async () => {
    expect(await writesOf(() => put(skuOf(3), 2))).toEqual(['carts.putLine']);
    shop.clock.advance(HOUR);
    expect((await writesOf(() => put(skuOf(3), 3))).sort()).toEqual(['carts.putHead', 'carts.putLine']);
    shop.clock.advance(HOUR);
    expect((await writesOf(() => remove(skuOf(3)))).sort()).toEqual(['carts.putHead', 'carts.removeLine']);
  });
});

describe('the end of a cart', () => {
  it('comes 30 days after its last change, rounded up to the hour', async () => {
    shop.clock.advance(1);
    const { expiresAt } = cartIn(await put('A'));
    expect(expiresAt).toBe(new Date(START + 30 * DAY + HOUR).toISOString());

    shop.clock.advance(30 * DAY + HOUR - 2);
    expect(cartIn(await show())).toMatchObject({ expiresAt, lines: [{ sku: 'A' }] });
    shop.clock.advance(1);
    expect(await show()).toEqual({ kind: 'cart_not_found' });
    expect(await remove('A')).toEqual({ kind: 'cart_not_found' });
  });

  it.each([
    ['a new line', () => put('B')],
    ['a new quantity', () => put('A', 9)],
    ['the same quantity', () => put('A')],
    ['a removal', () => remove('C')],
  ])('is put off for all of it by %s', async (_, change) => {
    await put('A');
    await put('C');
    shop.clock.advance(29 * DAY);
    await change();
    shop.clock.advance(29 * DAY);
    expect(cartIn(await show()).expiresAt).toBe(new Date(START + 59 * DAY).toISOString());
    expect(quantitiesOf(cartIn(await show()))).toHaveProperty('A');
  });

  it('is not put off by looking at it', async () => {
    await put('A');
    shop.clock.advance(15 * DAY);
    expect(await writesOf(show)).toEqual([]);
  });

  it('never comes earlier because the clock of another Region is behind', async () => {
    const { expiresAt } = cartIn(await put('A'));
    shop.clock.advance(-2 * HOUR);
    expect(cartIn(await put('B')).expiresAt).toBe(expiresAt);
  });

  it('is the end of its lines, though they may lie around: the next cart with its id is empty', async () => {
    await put('A');
    shop.clock.advance(29 * DAY);
    await put('B');
    shop.clock.advance(30 * DAY);
    expect(quantitiesOf(cartIn(await put('C')))).toEqual({ C: 1 });
    expect(quantitiesOf(cartIn(await show()))).toEqual({ C: 1 });
  });
});

describe('lines that stood untouched for long', () => {
  const keptUntil = async (sku: string) =>
    (await shop.deps.carts.read(CART)).lines.find((line) => line.sku === sku)?.keptUntil ?? 0;

  beforeEach(async () => {
    await put('A', 7);
    shop.clock.advance(20 * DAY);
    await put('B');
    shop.clock.advance(20 * DAY);
  });

  it('are renewed once, when the cart is to outlive them', async () => {
    const renewing = await writesOf(() => put('B', 2));
    expect(renewing[0]).toBe('carts.keepLines');
    expect(await keptUntil('A')).toBe(START + (40 + 60) * DAY);
    shop.clock.advance(25 * DAY);
    expect(await writesOf(() => put('B', 3))).not.toContain('carts.keepLines');
    expect(quantitiesOf(cartIn(await show()))).toEqual({ A: 7, B: 3 });
  });

  it('end with the cart when they could not be renewed, and not before it', async () => {
    const { expiresAt } = cartIn(await show());
    shop.broken.add('carts.keepLines');
    await expect(put('B', 2)).rejects.toThrow('carts.keepLines is broken');
    expect(cartIn(await show()).expiresAt).toBe(expiresAt);
    expect(await keptUntil('A')).toBeGreaterThanOrEqual(Date.parse(expiresAt));
  });
});
