import {
  cancel,
  findings,
  LOST,
  order,
  place,
  receive,
  refused,
  replayed,
  type ScriptLine,
  settle,
  show,
  soldOut,
  stock,
} from './script';

/** Ten units of A, read before anything else. */
const TEN = stock('A', { available: 10 }, [0, 1]);

/** Name, lines of the history (from line 2 on), and what is found. */
type Case = readonly [string, readonly ScriptLine[], readonly { rule: string; lines: readonly number[] }[]];

const check = (cases: readonly Case[]) =>
  it.each(cases)('%s', async (_name, lines, expected) => {
    expect(await findings(lines)).toEqual(expected);
  });

describe('oversold', () => {
  const sell = (key: string, when: [number, number], units: number, status?: Parameters<typeof order>[2]) =>
    place(key, { A: units }, when, order(`o-${key}`, { A: units }, status));
  const found = (...lines: number[]) => [{ rule: 'oversold', lines }];
  check([
    ['passes when all is sold', [TEN, sell('a', [2, 5], 6), sell('b', [2, 6], 4)], []],
    ['finds one unit more', [TEN, sell('a', [2, 5], 6), sell('b', [2, 6], 5)], found(2, 3, 4)],
    [
      'passes it when a receipt was under way',
      [TEN, receive('A', 1, [5, 9], LOST), sell('a', [2, 5], 6), sell('b', [2, 6], 5)],
      [],
    ],
    [
      'finds it when the receipt was sent later',
      [TEN, sell('a', [2, 5], 6), sell('b', [2, 6], 5), receive('A', 1, [7, 9])],
      found(2, 3, 4),
    ],
    [
      'counts a receipt once',
      [
        TEN,
        receive('A', 1, [2, 3], LOST),
        receive('A', 1, [4, 5]),
        sell('a', [2, 5], 6),
        sell('b', [2, 6], 6),
      ],
      found(2, 5, 6),
    ],
    [
      'passes when the first one may have been cancelled',
      [TEN, sell('a', [2, 5], 6), cancel('o-a', [6, 30], LOST), sell('b', [7, 8], 5)],
      [],
    ],
    [
      'finds it when the cancellation came later',
      [TEN, sell('a', [2, 5], 6), sell('b', [6, 7], 5), cancel('o-a', [8, 9], LOST)],
      found(2, 3, 4),
    ],
    [
      'passes a pending order that may have ended',
      [TEN, sell('a', [2, 5], 6, 'payment_pending'), sell('b', [6, 7], 5)],
      [],
    ],
    [
      'finds a pending order that was still pending later',
      [
        TEN,
        sell('a', [2, 5], 6, 'payment_pending'),
        sell('b', [6, 7], 5),
        show('o-a', [8, 9], { ...order('o-a', { A: 6 }, 'payment_pending'), status: 200 }),
      ],
      found(2, 3, 4),
    ],
    [
      'passes a declined one',
      [TEN, sell('a', [2, 5], 6), { ...sell('b', [6, 7], 5, 'cancelled'), status: 402 }],
      [],
    ],
    [
      'finds what a withdrawal has taken away',
      [TEN, sell('a', [2, 5], 6), receive('A', -5, [6, 7])],
      found(2, 3),
    ],
    [
      'makes no sums without a read that nothing overlaps',
      [sell('a', [2, 5], 6), stock('A', { available: 4, sold: 6 }, [4, 8]), sell('b', [9, 10], 5)],
      [],
    ],
  ]);

  it('leaves out orders that may be from before the recording', async () => {
    const again = place('a', { A: 11 }, [2, 5], replayed(order('o', { A: 11 })));

    expect(await findings([TEN, again], false)).toEqual([]);
    expect(await findings([TEN, again], true)).toEqual(found(2, 3));
  });
});

describe('too-much-stock', () => {
  const found = (...lines: number[]) => [{ rule: 'too-much-stock', lines }];
  const sold = place('a', { A: 4 }, [2, 5], order('o-a', { A: 4 }));
  check([
    [
      'finds units that a confirmed order has',
      [TEN, sold, stock('A', { available: 7, sold: 3 }, [6, 7])],
      found(2, 3, 4),
    ],
    ['passes them while the order is under way', [TEN, sold, stock('A', { available: 10 }, [4, 7])], []],
    [
      'passes them once the order may be cancelled',
      [TEN, sold, cancel('o-a', [6, 30], LOST), stock('A', { available: 10 }, [7, 8])],
      [],
    ],
    [
      'finds more received than was sent',
      [TEN, receive('A', 5, [2, 3]), stock('A', { available: 15, sold: 1 }, [4, 5])],
      found(2, 4),
    ],
    [
      'passes a receipt of unknown outcome, in full or not at all',
      [
        TEN,
        receive('A', 5, [2, 3], LOST),
        stock('A', { available: 10 }, [4, 5]),
        stock('A', { available: 15 }, [6, 7]),
      ],
      [],
    ],
    [
      'finds more left of what is sold out',
      [TEN, sold, place('b', { A: 9 }, [6, 7], soldOut('A', 9, 7))],
      found(2, 3, 4),
    ],
    [
      'finds more withdrawn than was asked for',
      [TEN, receive('A', -5, [2, 3]), stock('A', { available: 4, withdrawn: 6 }, [4, 5])],
      [...found(2, 4), { rule: 'too-little-stock', lines: [2, 4] }],
    ],
  ]);
});

describe('too-little-stock', () => {
  const found = (...lines: number[]) => [{ rule: 'too-little-stock', lines }];
  const declined = { ...order('o-a', { A: 4 }, 'cancelled'), status: 402 };
  check([
    [
      'finds units that nobody asked for',
      [TEN, place('a', { A: 4 }, [2, 5], LOST), stock('A', { available: 5, sold: 5 }, [6, 7])],
      found(2, 4),
    ],
    [
      'passes what a checkout without an answer may have, whenever',
      [TEN, place('a', { A: 4 }, [2, 5], LOST), stock('A', { available: 6, sold: 4 }, [99, 100])],
      [],
    ],
    [
      'counts a key once, however often it was tried',
      [
        TEN,
        place('a', { A: 4 }, [2, 5], LOST),
        place('a', { A: 4 }, [6, 8], LOST),
        stock('A', { available: 2, sold: 8 }, [99, 100]),
      ],
      found(2, 5),
    ],
    [
      'finds units that a refused checkout would have taken',
      [
        TEN,
        place('a', { A: 4 }, [2, 5], refused(409, 'price_changed')),
        stock('A', { available: 6, sold: 4 }, [6, 7]),
      ],
      found(2, 4),
    ],
    [
      'passes them while they are held',
      [
        TEN,
        place('a', { A: 4 }, [2, 5], refused(409, 'price_changed')),
        stock('A', { available: 6, held: 4 }, [6, 7]),
      ],
      [],
    ],
    [
      'finds a declined order that is still sold after settling',
      [
        TEN,
        place('a', { A: 4 }, [2, 5], declined),
        settle([6, 7]),
        stock('A', { available: 6, sold: 4 }, [8, 9]),
      ],
      found(2, 5),
    ],
    [
      'passes it before',
      [TEN, place('a', { A: 4 }, [2, 5], declined), stock('A', { available: 6, sold: 4 }, [8, 9])],
      [],
    ],
    [
      'finds a receipt that is not there',
      [TEN, receive('A', 5, [2, 3]), stock('A', { available: 10 }, [4, 5])],
      [...found(2, 4), ...found(2, 4)],
    ],
    [
      'passes a receipt that was there already',
      [TEN, receive('A', 5, [2, 3], { status: 200, replayed: true }), stock('A', { available: 10 }, [4, 5])],
      [],
    ],
  ]);
});

describe('sold-out', () => {
  const found = (...lines: number[]) => [{ rule: 'sold-out', lines }];
  const B = stock('B', { available: 1 }, [0, 1]);
  const both = (mayReturn: boolean) => ({
    ...soldOut('A', 4, 3, mayReturn),
    short: [
      { sku: 'A', requested: 4, available: 3 },
      { sku: 'B', requested: 2, available: 1 },
    ],
  });
  check([
    [
      'finds as many left as were asked for',
      [TEN, place('a', { A: 4 }, [2, 5], soldOut('A', 4, 4, true))],
      found(3),
    ],
    [
      'finds another quantity than was asked for',
      [TEN, place('a', { A: 14 }, [2, 5], soldOut('A', 13, 10))],
      found(3),
    ],
    [
      'finds goods that are gone for good though nobody has asked for them',
      [TEN, place('a', { A: 4 }, [2, 5], soldOut('A', 4, 0))],
      found(3),
    ],
    ['passes when they may return', [TEN, place('a', { A: 4 }, [2, 5], soldOut('A', 4, 0, true))], []],
    [
      'passes when somebody may have bought them meanwhile',
      [TEN, place('b', { A: 7 }, [4, 9], LOST), place('a', { A: 4 }, [2, 5], soldOut('A', 4, 3))],
      [],
    ],
    [
      'finds it when that somebody was refused',
      [
        TEN,
        place('b', { A: 7 }, [4, 9], soldOut('A', 7, 6, true)),
        place('a', { A: 4 }, [2, 5], soldOut('A', 4, 3)),
      ],
      found(4),
    ],
    [
      'passes when one line of several is gone for good',
      [TEN, B, place('a', { A: 4, B: 2 }, [2, 5], both(false))],
      [],
    ],
  ]);
});

describe('stock-sum', () => {
  const found = [{ rule: 'stock-sum', lines: [2] }];
  check([
    [
      'finds units that are in no column',
      [stock('A', { received: 10, available: 4, sold: 5 }, [0, 1])],
      found,
    ],
    ['finds fewer than no units', [stock('A', { available: -1, sold: 11 }, [0, 1])], found],
    [
      'passes what an order in between makes of held and sold',
      [stock('A', { available: 10, held: 3, sold: -3 }, [0, 1])],
      [],
    ],
  ]);
});
