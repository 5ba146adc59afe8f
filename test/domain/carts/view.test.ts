import { type Product } from '../../../lambdas/domain/catalogue/catalogue';
import { viewOfCart } from '../../../lambdas/domain/carts/view';
import { CART } from './shop';

const head = { since: 0, expiresAt: Date.UTC(2026, 1, 1) };
const product = (sku: string, amount: number, currency = 'GBP'): Product => ({
  sku,
  name: `Product ${sku}`,
  price: { amount, currency },
});

/** Shows a cart with one unit of A, two of B, and so on. */
function show(skus: readonly string[], products: readonly Product[]) {
  const lines = skus.map((sku, index) => ({ sku, quantity: index + 1, keptUntil: 0 }));
  return viewOfCart(CART, { head, lines }, new Map(products.map((each) => [each.sku, each])));
}

describe('a cart', () => {
  it('is shown at current prices, with its totals', () => {
    expect(show(['A', 'B'], [product('A', 250), product('B', 999)])).toEqual({
      cartId: CART,
      lines: [
        { sku: 'A', name: 'Product A', quantity: 1, price: 250, lineTotal: 250 },
        { sku: 'B', name: 'Product B', quantity: 2, price: 999, lineTotal: 1_998 },
      ],
      total: 2_248,
      currency: 'GBP',
      unavailable: [],
      expiresAt: '2026-02-01T00:00:00.000Z',
    });
  });

  it('has no currency without a line', () => {
    const { expiresAt } = show([], []);
    expect(show([], [])).toEqual({ cartId: CART, lines: [], total: 0, unavailable: [], expiresAt });
  });

  it('sets lines apart whose product left the catalogue', () => {
    expect(show(['A', 'B'], [product('B', 100)])).toMatchObject({
      lines: [{ sku: 'B' }],
      total: 200,
      unavailable: [{ sku: 'A', quantity: 1, reason: 'unknown_product' }],
    });
    const nothingLeft = show(['A'], []);
    expect(nothingLeft).toMatchObject({ lines: [], total: 0, unavailable: [{ sku: 'A' }] });
    expect(nothingLeft).not.toHaveProperty('currency');
  });

  it('has the currency of most lines, and sets the others apart', () => {
    const products = [product('A', 1, 'EUR'), product('B', 2), product('C', 3)];
    expect(show(['A', 'B', 'C'], products)).toMatchObject({
      lines: [{ sku: 'B' }, { sku: 'C' }],
      total: 13,
      currency: 'GBP',
      unavailable: [{ sku: 'A', quantity: 1, reason: 'other_currency' }],
    });
  });

  it('has the currency of the first line when two are equally common', () => {
    const products = [product('A', 1, 'EUR'), product('B', 2)];
    expect(show(['A', 'B'], products)).toMatchObject({ currency: 'EUR', unavailable: [{ sku: 'B' }] });
    expect(show(['B', 'A'], products)).toMatchObject({ currency: 'GBP', unavailable: [{ sku: 'A' }] });
  });
});
