import { type Buyer } from '../../../tools/counter-example/plan';
import { type Outcome } from '../../../tools/counter-example/race';
import { tally } from '../../../tools/counter-example/tally';

const buyer = (number: number, quantity: 1 | 2): Buyer => ({
  number,
  at: number,
  region: number % 2,
  quantity,
});
const buyers = [buyer(0, 2), buyer(1, 1), buyer(2, 2), buyer(3, 1)];
const SOLD: Outcome = { kind: 'sold' };
const SOLD_OUT: Outcome = { kind: 'sold_out' };

it('counts the units that were sold, not the buyers, and those beyond the stock', () => {
  expect(tally(buyers, [SOLD, SOLD, SOLD, SOLD_OUT], 3)).toEqual({
    sold: 5,
    oversold: 2,
    buyersServed: 3,
    buyersRefused: 1,
    failures: [],
  });
});

it('says nothing is oversold when units are left', () => {
  expect(tally(buyers, [SOLD_OUT, SOLD, SOLD_OUT, SOLD], 3)).toMatchObject({ sold: 2, oversold: 0 });
});

it('counts a failure as neither sold nor refused', () => {
  const outcomes = [SOLD, { kind: 'failed', why: 'no answer' }, SOLD_OUT, SOLD_OUT] as const;
  expect(tally(buyers, outcomes, 3)).toMatchObject({ sold: 2, buyersRefused: 2, failures: ['no answer'] });
});
