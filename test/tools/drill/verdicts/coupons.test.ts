import { type Mail } from '../../../../tools/client/shapes';
import { judgeCoupons } from '../../../../tools/drill/verdicts/coupons';
import { bufferedVisit, kept, mailOf, shownAs, visitOf } from '../samples';

const CODE = 'THANKS10-0AB1C-2DE3F-4GH5J';
const VISITS = [visitOf('a'), bufferedVisit('b'), bufferedVisit('c')];
const SHOWN = shownAs(['a', 'confirmed'], ['b', 'confirmed'], ['c', 'confirmed']);
const confirmed = (orderId: string, code?: string) =>
  mailOf(orderId, 'order-confirmed', code === undefined ? {} : { body: `Thank you.\n\n${code} is for you.` });
const GOOD = [confirmed('a'), confirmed('b', CODE), confirmed('c', CODE.replace('0AB', '9ZY'))];
const instead = (index: number, mail: Mail) => GOOD.with(index, mail);

it('holds when each order that was put off has a coupon of its own', () => {
  expect(judgeCoupons(VISITS, SHOWN, GOOD)).toMatchObject({ checked: 3, wrong: [] });
});

it('says nothing of orders whose first answer was lost, and of a second message with the same code', () => {
  const replayed = visitOf('d', { kept: kept('d', { status: 202, replayed: true }) });
  const mails = [...GOOD, confirmed('b', CODE), confirmed('d')];

  expect(
    judgeCoupons([...VISITS, replayed], shownAs(...SHOWN_ENTRIES, ['d', 'confirmed']), mails).wrong,
  ).toEqual([]);
});

const SHOWN_ENTRIES = [
  ['a', 'confirmed'],
  ['b', 'confirmed'],
  ['c', 'confirmed'],
] as const;

it.each<[what: string, mails: Mail[], wrong: [string, string][]]>([
  ['has none', instead(1, confirmed('b')), [['b', 'put off, and its message has no coupon']]],
  [
    'has half of one',
    instead(1, confirmed('b', CODE.slice(0, -2))),
    [['b', 'put off, and its message has no coupon']],
  ],
  [
    'was not put off and has one',
    instead(0, confirmed('a', 'THANKS10-00000-00000-00000')),
    [['a', 'answered 201 and brought THANKS10-00000-00000-00000']],
  ],
  [
    'has two',
    [...GOOD, confirmed('b', 'THANKS10-00000-00000-00000')],
    [['b', `put off, and its message has ${CODE}`]],
  ],
  [
    'has another’s',
    instead(2, confirmed('c', CODE)),
    [
      ['b', `${CODE} is another order's as well`],
      ['c', `${CODE} is another order's as well`],
    ],
  ],
])('fails for an order that %s', (_, mails, wrong) => {
  expect(judgeCoupons(VISITS, SHOWN, mails).wrong).toEqual(
    wrong.map(([subject, what]) => ({ subject, what })),
  );
});
