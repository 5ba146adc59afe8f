import { type Shown } from '../../../../tools/drill/record';
import { judgeAnswers, judgeEnds } from '../../../../tools/drill/verdicts/orders';
import { bufferedVisit, kept, shownAs, visitOf } from '../samples';

describe('every shopper got an answer to keep', () => {
  it('holds when each has an order', () => {
    expect(judgeAnswers([visitOf('a'), bufferedVisit('b')])).toMatchObject({ checked: 2, wrong: [] });
  });

  it('fails for one who gave up', () => {
    const gaveUp = visitOf('a', { answers: [502, null, 503], kept: null });

    expect(judgeAnswers([gaveUp]).wrong).toEqual([
      { subject: 'key-of-a', what: 'answered 502, nothing, 503' },
    ]);
  });
});

describe('every order came to its end', () => {
  const declined = visitOf('d', { card: 'declined', answers: [402], kept: kept('d', { status: 402 }) });

  it('holds for confirmed orders, and for cancelled ones whose card is declined', () => {
    const visits = [visitOf('a'), bufferedVisit('b'), bufferedVisit('c', { card: 'declined' }), declined];
    const shown = shownAs(['a', 'confirmed'], ['b', 'confirmed'], ['c', 'cancelled'], ['d', 'cancelled']);

    expect(judgeEnds(visits, shown)).toMatchObject({ checked: 4, wrong: [] });
  });

  it.each<[what: string, shown: ReadonlyMap<string, Shown>, why: string]>([
    [
      'is pending',
      shownAs(['b', 'payment_pending']),
      'answered 202, is payment_pending and should be confirmed',
    ],
    [
      'was cancelled although its card is good',
      shownAs(['b', 'cancelled']),
      'answered 202, is cancelled and should be confirmed',
    ],
    [
      'is unknown',
      new Map([['b', { kind: 'none', why: 'us-west-2: 404' }]]),
      'answered 202, and now there is no answer: us-west-2: 404',
    ],
    ['was not asked for', new Map(), 'answered 202, and now there is no answer: not asked for'],
  ])('fails for one that %s', (_, shown, what) => {
    expect(judgeEnds([bufferedVisit('b')], shown).wrong).toEqual([{ subject: 'b', what }]);
  });

  it('fails for a confirmed one whose card is declined', () => {
    expect(judgeEnds([declined], shownAs(['d', 'confirmed'])).wrong).toHaveLength(1);
  });
});
