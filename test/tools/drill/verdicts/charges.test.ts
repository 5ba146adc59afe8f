import { type Charge } from '../../../../tools/client/shapes';
import { judgeCharges } from '../../../../tools/drill/verdicts/charges';
import { bufferedVisit, chargeOf, shownAs, visitOf } from '../samples';

const SHOWN = shownAs(['a', 'confirmed'], ['c', 'cancelled']);
const VISITS = [visitOf('a'), bufferedVisit('c', { card: 'declined' })];

it('holds when each confirmed order is charged once and each cancelled one never', () => {
  const charges = [chargeOf('a'), chargeOf('somebody-else', { amount: 1 })];

  expect(judgeCharges(VISITS, SHOWN, charges)).toMatchObject({ checked: 2, wrong: [] });
});

it.each<[what: string, charges: Charge[], subject: string, why: string]>([
  ['never charged', [], 'a', 'confirmed and never charged'],
  [
    'charged twice',
    [chargeOf('a'), chargeOf('a')],
    'a',
    'charged more than once: 1250 gbp succeeded, 1250 gbp succeeded',
  ],
  [
    'charged too little',
    [chargeOf('a', { amount: 1 })],
    'a',
    'its total is 1250 GBP, charged: 1 gbp succeeded',
  ],
  [
    'charged in another currency',
    [chargeOf('a', { currency: 'eur' })],
    'a',
    'its total is 1250 GBP, charged: 1250 eur succeeded',
  ],
  [
    'paid back',
    [chargeOf('a', { status: 'refunded' })],
    'a',
    'its total is 1250 GBP, charged: 1250 gbp refunded',
  ],
  ['charged and cancelled', [chargeOf('a'), chargeOf('c')], 'c', 'cancelled and charged: 1250 gbp succeeded'],
])('fails for an order that was %s', (_, charges, subject, what) => {
  expect(judgeCharges(VISITS, SHOWN, charges).wrong).toEqual([{ subject, what }]);
});
