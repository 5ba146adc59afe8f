import fc from 'fast-check';
import {
  fingerprintOf,
  mergeLines,
  ORDER_ID_PATTERN,
  orderIdOf,
} from '../../../lambdas/domain/orders/identity';
import { requestOf } from '../shop';

describe('an order id', () => {
  it('comes from the key alone, for ever', () => {
    expect(orderIdOf('k0')).toBe('ord_ccf970be78afda551523c1760738dd56');
  });

  it('fits its pattern, whatever the key', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 255 }), (key) =>
        ORDER_ID_PATTERN.test(orderIdOf(key)),
      ),
    );
  });
});

describe('a fingerprint', () => {
  const lines = [
    { sku: 'B', quantity: 2 },
    { sku: 'A', quantity: 1 },
  ];

  it('is the same whatever the order of the lines, and however they are split', () => {
    const split = [lines[1], { sku: 'B', quantity: 1 }, { sku: 'B', quantity: 1 }].flatMap(
      (line) => line ?? [],
    );
    expect(fingerprintOf(requestOf({ lines: split }))).toBe(fingerprintOf(requestOf({ lines })));
  });

  it('does not depend on the key, which names the order already', () => {
    expect(fingerprintOf(requestOf({ idempotencyKey: 'x' }))).toBe(fingerprintOf(requestOf()));
  });

  const delivery = { name: 'Ann', lines: ['1 High St'], city: 'Bath', postcode: 'BA1', country: 'GB' };
  it('is the same from release to release: an old order has to know its own retry', () => {
    const customer = { email: 'ann@example.com', name: 'Ann', phone: '+441632960000' };
    const request = requestOf({ lines, customer, delivery, couponCode: 'TEN', expectedTotal: 300 });
    expect(fingerprintOf(request)).toBe('78f2deb9c605452d8015a27f92d73fdb7c345fc0323825b42240184671260590');
  });

  test.each([
    ['name', { name: 'Bob' }],
    ['street', { lines: ['2 High St'] }],
    ['city', { city: 'York' }],
    ['postcode', { postcode: 'YO1' }],
    ['country', { country: 'US' }],
  ])('differs with another %s to deliver to', (_, changes) => {
    const other = requestOf({ delivery: { ...delivery, ...changes } });
    expect(fingerprintOf(other)).not.toBe(fingerprintOf(requestOf({ delivery })));
  });

  test.each([
    ['quantity', { lines: [{ sku: 'A', quantity: 2 }] }],
    ['SKU', { lines: [{ sku: 'B', quantity: 1 }] }],
    ['customer', { customer: { email: 'bob@example.com' } }],
    ['name', { customer: { email: 'ann@example.com', name: 'Ann' } }],
    ['phone', { customer: { email: 'ann@example.com', phone: '+441632960000' } }],
    ['delivery', { delivery }],
    ['means of payment', { paymentToken: 'pm_other' }],
    ['coupon', { couponCode: 'TEN' }],
    ['expected total', { expectedTotal: 100 }],
  ])('differs with another %s', (_, changes) => {
    expect(fingerprintOf(requestOf(changes))).not.toBe(fingerprintOf(requestOf()));
  });
});

test('lines of one SKU are summed, in order of first appearance', () => {
  const lines = ['B', 'A', 'B'].map((sku, quantity) => ({ sku, quantity: quantity + 1 }));
  expect(mergeLines(lines)).toEqual([
    { sku: 'B', quantity: 4 },
    { sku: 'A', quantity: 2 },
  ]);
});
