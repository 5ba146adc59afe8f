import {
  couponOf,
  couponSku,
  discountOf,
  isCouponSku,
  parseCouponCode,
} from '../../../lambdas/domain/coupons/coupon';
import { SKU_PATTERN } from '../../../lambdas/domain/catalogue/catalogue';
import { Shop } from '../shop';

async function orderWith(changes: object) {
  const shop = new Shop().stock('A', 1);
  return { ...(await shop.order()), couponPercent: 10, ...changes };
}

describe('the coupon of an order', () => {
  it('is the same for ever, and another for another order, attempt or value', async () => {
    const order = await orderWith({ id: 'ord_1', attempt: 'a' });
    const codes = [
      order,
      { ...order, id: 'ord_2' },
      { ...order, attempt: 'b' },
      { ...order, couponPercent: 5 },
    ].map((one) => couponOf(one)?.code);
    expect(new Set(codes).size).toBe(4);
    expect(couponOf({ ...order, status: 'REFUNDED', version: 9 })?.code).toBe(codes[0]);
  });

  it('reads as its code says, and has the form of a SKU', async () => {
    const coupon = couponOf(await orderWith({}));
    expect(coupon?.code).toMatch(/^THANKS10(-[0-9A-HJKMNP-TV-Z]{5}){3}$/);
    expect(parseCouponCode(coupon?.code ?? '')).toEqual(coupon);
    expect(couponSku(coupon?.code ?? '')).toMatch(SKU_PATTERN);
  });

  it('is none where none was promised', async () => {
    expect(couponOf(await orderWith({ couponPercent: undefined }))).toBeUndefined();
  });
});

describe('a code that somebody types', () => {
  it('may be in small letters and stand between blanks', () => {
    expect(parseCouponCode(' thanks5-abcde-01234-vwxyz ')).toEqual({
      code: 'THANKS5-ABCDE-01234-VWXYZ',
      percent: 5,
    });
  });

  it.each([
    '',
    'THANKS10',
    'THANKS0-ABCDE-ABCDE-ABCDE',
    'THANKS05-ABCDE-ABCDE-ABCDE',
    'THANKS51-ABCDE-ABCDE-ABCDE',
    'THANKS100-ABCDE-ABCDE-ABCDE',
    'THANKS10-ABCDE-ABCDE',
    'THANKS10-ABCDE-ABCDE-ABCDEF',
    'THANKS10-ABCDI-ABCDE-ABCDE',
    'THANKS10-ABCDE-ABCDE-ABCDE#1',
    'COUPON.THANKS10-ABCDE-ABCDE-ABCDE',
  ])('is none when it reads %j', (code) => {
    expect(parseCouponCode(code)).toBeUndefined();
  });
});

it.each([
  [10, 999, 99],
  [10, 9, 0],
  [50, 99_999_999, 49_999_999],
  [1, 100, 1],
])('takes %d percent off %d: %d', (percent, amount, discount) => {
  expect(discountOf({ code: 'c', percent }, amount)).toBe(discount);
});

it.each([
  ['COUPON.X', true],
  ['coupon.x', true],
  ['COUPONS', false],
  ['MY-COUPON.X', false],
])('knows whether %s is kept for coupons: %s', (sku, expected) => {
  expect(isCouponSku(sku)).toBe(expected);
});
