import { MAX_TOTAL_MINOR } from '../../../lambdas/domain/money';
import { priceLines } from '../../../lambdas/domain/orders/pricing';

const product = (sku: string, amount: number, currency = 'GBP') =>
  [sku, { sku, name: `Thing ${sku}`, price: { amount, currency } }] as const;
const catalogue = new Map([product('A', 250), product('B', 99), product('E', 100, 'EUR')]);
const want = (sku: string, quantity = 1) => ({ sku, quantity });

describe('a cart', () => {
  it('is priced at what the catalogue says now', () => {
    const priced = priceLines([want('A', 2), want('B')], catalogue);
    expect(priced).toMatchObject({ kind: 'priced', total: { amount: 599, currency: 'GBP' } });
    expect(priced.kind === 'priced' && priced.lines[1]).toEqual({
      sku: 'B',
      name: 'Thing B',
      quantity: 1,
      price: { amount: 99, currency: 'GBP' },
    });
  });

  it('is priced when the shopper expects that very total', () => {
    expect(priceLines([want('B')], catalogue, { expectedTotal: 99 }).kind).toBe('priced');
  });

  it('has changed its price when the shopper expects another', () => {
    const total = { amount: 99, currency: 'GBP' };
    expect(priceLines([want('B')], catalogue, { expectedTotal: 98 })).toEqual({
      kind: 'price_changed',
      total,
    });
  });

  it('names every product that is unknown', () => {
    const wants = [want('X'), want('A'), want('Y')];
    expect(priceLines(wants, catalogue)).toEqual({ kind: 'unknown_products', skus: ['X', 'Y'] });
  });

  it('has one currency', () => {
    expect(priceLines([want('A'), want('E')], catalogue)).toEqual({ kind: 'mixed_currencies' });
  });

  it('has a total that the provider takes', () => {
    const most = Math.floor(MAX_TOTAL_MINOR / 250);
    expect(priceLines([want('A', most)], catalogue).kind).toBe('priced');
    expect(priceLines([want('A', most + 1)], catalogue)).toMatchObject({
      kind: 'total_too_large',
      max: MAX_TOTAL_MINOR,
    });
  });
});
