import { chargeFaults, checkCharges } from '../../../tools/replaying/charges';
import { type AcceptedOrder } from '../../../tools/replaying/tally';

const accepted = (orderId: string, total = 500): AcceptedOrder => ({
  kind: 'accepted',
  confirmed: true,
  replayed: false,
  orderId,
  total,
  currency: 'GBP',
});
const charge = (orderId: string, amount = 500, status: 'succeeded' | 'refunded' = 'succeeded') => ({
  orderId,
  amount,
  currency: 'gbp',
  status,
});

describe('checkCharges', () => {
  it('finds nothing when each order is charged once with its total; others’ charges do not matter', () => {
    const check = checkCharges([accepted('a'), accepted('a')], [charge('a'), charge('other')]);

    expect(check).toEqual({ checked: 1, uncharged: [], chargedTwice: [], wrongAmount: [] });
    expect(chargeFaults(check)).toBe(0);
  });

  it('finds orders without a charge, refunded ones among them, two charges and wrong amounts', () => {
    const orders = ['a', 'b', 'c', 'd'].map((id) => accepted(id));

    const check = checkCharges(orders, [
      charge('b', 500, 'refunded'),
      charge('c'),
      charge('c'),
      charge('d', 499),
    ]);

    expect(check).toEqual({
      checked: 4,
      uncharged: ['a', 'b'],
      chargedTwice: ['c'],
      wrongAmount: [{ orderId: 'd', total: '500 GBP', charged: '499 GBP' }],
    });
    expect(chargeFaults(check)).toBe(4);
  });
});
