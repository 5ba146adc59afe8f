import { type Crash, type Mail } from '../../../../tools/client/shapes';
import { EVERY_FUNCTION } from '../../../../tools/drill/evidence';
import { judgeMails } from '../../../../tools/drill/verdicts/mails';
import { at, bufferedVisit, crashOf, EAST, kept, mailOf, shownAs, visitOf } from '../samples';

const VISITS = [visitOf('a'), bufferedVisit('b'), bufferedVisit('c', { card: 'declined' })];
const SHOWN = shownAs(['a', 'confirmed'], ['b', 'confirmed'], ['c', 'cancelled']);
const TOLD = [
  mailOf('a', 'order-confirmed'),
  mailOf('b', 'order-recorded', { at: at(9) }),
  mailOf('b', 'order-confirmed'),
  mailOf('c', 'payment-declined'),
];
const judge = (mails: readonly Mail[], crashes: readonly Crash[] = []) =>
  judgeMails(VISITS, SHOWN, { mails, crashes });
const without = (index: number) => TOLD.filter((_, each) => each !== index);

it('holds when each was told once, some of the wait as well, and whatever came by SMS', () => {
  const sms = mailOf('a', 'order-confirmed', { channel: 'sms', to: '+44' });

  expect(judge([...TOLD, sms])).toMatchObject({ checked: 3, wrong: [], remark: null });
  expect(judge(without(1)).wrong).toEqual([]);
});

describe('who was told of a wait that the answer does not name', () => {
  it.each<[who: string, status: number, replayed: boolean, attempts: number, wrong: number]>([
    ['whose repetition is answered with the order as it was by then', 201, true, 2, 0],
    ['whose attempt was not a repetition', 201, false, 2, 1],
    ['who was refused in the end, and whose first answer was lost', 402, false, 2, 0],
    ['who was refused at once', 402, false, 1, 1],
  ])('one %s: %d', (_, status, replayed, attempts, wrong) => {
    const [card, end, template] =
      status === 201
        ? (['good', 'confirmed', 'order-confirmed'] as const)
        : (['declined', 'cancelled', 'payment-declined'] as const);
    const answers = [...Array<number>(attempts - 1).fill(502), status];
    const visit = visitOf('a', { card, answers, kept: kept('a', { status, replayed }) });
    const mails = [mailOf('a', 'order-recorded', { at: at(9) }), mailOf('a', template)];

    expect(judgeMails([visit], shownAs(['a', end]), { mails, crashes: [] }).wrong).toHaveLength(wrong);
  });
});

it.each<[what: string, mails: Mail[], subject: string, why: string]>([
  ['was told nothing', without(0), 'a', 'told nothing; should be order-confirmed once'],
  ['was told of the wait only', without(2), 'b', 'told order-recorded; should be order-confirmed once'],
  [
    'was told the end twice',
    [...TOLD, mailOf('a', 'order-confirmed')],
    'a',
    'told order-confirmed, order-confirmed; should be order-confirmed once',
  ],
  [
    'was told the wrong end',
    [...without(3), mailOf('c', 'order-confirmed')],
    'c',
    'told order-confirmed; should be payment-declined or order-cancelled once',
  ],
  [
    'was told two ends',
    [...TOLD, mailOf('c', 'order-cancelled')],
    'c',
    'told payment-declined, order-cancelled; should be payment-declined or order-cancelled once',
  ],
  [
    'was told of a refund',
    [...TOLD, mailOf('a', 'order-refunded')],
    'a',
    'told order-confirmed, order-refunded; should be order-confirmed once',
  ],
  [
    'was told of the wait twice',
    [mailOf('b', 'order-recorded'), ...TOLD],
    'b',
    'told order-recorded, order-recorded, order-confirmed; order-recorded may come once',
  ],
  [
    'was told of a wait that was none',
    [mailOf('a', 'order-recorded'), ...TOLD],
    'a',
    'answered 201 and told order-recorded, order-confirmed',
  ],
  [
    'was told of the wait when it was over',
    [...without(1), mailOf('b', 'order-recorded')],
    'b',
    'told order-confirmed, order-recorded, in this order',
  ],
  [
    'was told of another’s order',
    [mailOf('a', 'order-confirmed', { orderId: 'z' }), ...without(0)],
    'a',
    'told of order z, which is not this one',
  ],
])('fails for a shopper who %s', (_, mails, subject, what) => {
  expect(judge(mails).wrong).toEqual([{ subject, what }]);
});

describe('a second message', () => {
  const twice = [...TOLD, mailOf('b', 'order-confirmed', { at: at(75) })];

  it.each([
    ['a worker that died within a second of the first', crashOf('advance-orders', 11)],
    ['a slow one that began before and died long after', crashOf('sweep-orders', 19, { begunAt: at(9.9) })],
    ['one that died with its last call under way', crashOf('place-order', 9.1, { begunAt: at(9) })],
    [
      'the loss of its Region at that time',
      { region: EAST, function: EVERY_FUNCTION, call: 'any', at: at(10.5) },
    ],
  ])('is excused by %s', (_, crash) => {
    expect(judge(twice, [crash])).toMatchObject({
      wrong: [],
      remark:
        '1 told twice: when the first message was sent its sender, or one like it, was killed or cut off',
    });
  });

  it.each([
    ['one that died later', crashOf('advance-orders', 11.1)],
    ['one that had not begun yet', crashOf('advance-orders', 10.5, { begunAt: at(10.1) })],
    ['one that died before', crashOf('place-order', 8.9)],
    ['a function that tells nobody anything', crashOf('orders', 10)],
  ])('is not excused by %s', (_, crash) => {
    expect(judge(twice, [crash]).wrong).toHaveLength(1);
  });

  it.each([
    ['just before its Region was cut off', at(10.9), 0],
    ['by what was under way when it was cut off', at(-19.9), 0],
    ['long before', at(11.1), 1],
    ['when nothing can be under way any more', at(-20.1), 1],
  ])('is excused or not by a first that was sent %s', (_, cutOffAt, wrong) => {
    const post = { mails: twice, crashes: [], cutOffAt: Date.parse(cutOffAt) };

    expect(judgeMails(VISITS, SHOWN, post).wrong).toHaveLength(wrong);
  });

  it('excuses no third', () => {
    const thrice = [...twice, mailOf('b', 'order-confirmed', { at: at(140) })];

    expect(judge(thrice, [crashOf('advance-orders', 75)]).wrong).toHaveLength(1);
    expect(judge(thrice, [crashOf('advance-orders', 10), crashOf('sweep-orders', 75)]).wrong).toEqual([]);
  });
});
