import {
  findings,
  LOST,
  order,
  place,
  refused,
  replayed,
  type ScriptLine,
  show,
  soldOut,
  WEST,
} from './script';

const placed = order('o1', { A: 2 });
const NOT_FOUND = refused(404, 'order_not_found');

/** Name, lines of the history (from line 2 on), and what is found. */
type Case = readonly [string, readonly ScriptLine[], readonly { rule: string; lines: readonly number[] }[]];

const check = (cases: readonly Case[]) =>
  it.each(cases)('%s', async (_name, lines, expected) => {
    expect(await findings(lines)).toEqual(expected);
  });

describe('order-lost', () => {
  const found = (...lines: number[]) => [{ rule: 'order-lost', lines }];
  check([
    [
      'finds a read that does not know an acknowledged order',
      [place('k', { A: 2 }, [2, 5], placed), show('o1', [6, 7], NOT_FOUND)],
      found(2, 3),
    ],
    [
      'passes a read that was under way when the answer came',
      [place('k', { A: 2 }, [2, 5], placed), show('o1', [4, 7], NOT_FOUND)],
      [],
    ],
    ['passes a read without an answer', [place('k', { A: 2 }, [2, 5], placed), show('o1', [6, 7], LOST)], []],
    [
      'finds a repetition that is sold out',
      [place('k', { A: 2 }, [2, 5], placed), place('k', { A: 2 }, [6, 7], soldOut('A', 2, 0))],
      found(2, 3),
    ],
    [
      'passes a repetition that overlaps',
      [place('k', { A: 2 }, [2, 5], placed), place('k', { A: 2 }, [4, 7], soldOut('A', 2, 0))],
      [],
    ],
    [
      'passes a repetition that is told to wait',
      [place('k', { A: 2 }, [2, 5], placed), place('k', { A: 2 }, [6, 7], refused(429, 'throttled'))],
      [],
    ],
    [
      'passes a sold-out checkout that is tried again',
      [place('k', { A: 2 }, [2, 5], soldOut('A', 2, 1)), place('k', { A: 2 }, [6, 7], placed)],
      [],
    ],
    [
      'finds a declined order that is gone',
      [
        place('k', { A: 2 }, [2, 5], { ...order('o1', { A: 2 }, 'cancelled'), status: 402 }),
        show('o1', [6, 7], NOT_FOUND),
      ],
      found(2, 3),
    ],
  ]);
});

describe('one-key-one-order', () => {
  const found = (...lines: number[]) => [{ rule: 'one-key-one-order', lines }];
  const first = place('k', { A: 2 }, [2, 5], placed);
  check([
    [
      'finds a second order',
      [first, place('k', { A: 2 }, [3, 6], replayed(order('o2', { A: 2 })))],
      found(2, 3),
    ],
    [
      'finds two answers that both have placed it',
      [first, place('k', { A: 2 }, [3, 6], placed)],
      found(2, 3),
    ],
    [
      'passes repetitions after a lost answer',
      [
        place('k', { A: 2 }, [2, 5], LOST),
        place('k', { A: 2 }, [6, 7], replayed(placed)),
        place('k', { A: 2 }, [6, 8], replayed(placed)),
      ],
      [],
    ],
    ['finds an order that two keys have', [first, place('other', { A: 2 }, [6, 7], placed)], found(2, 3)],
    [
      'finds another body that gets the order',
      [first, place('k', { A: 2 }, [6, 7], replayed(placed), 2)],
      found(2, 3),
    ],
    [
      'passes another body that is refused',
      [first, place('k', { A: 3 }, [6, 7], refused(422, 'idempotency_key_reused'), 2)],
      [],
    ],
    ['finds an order of other goods than were asked for', [place('k', { A: 3 }, [2, 5], placed)], found(2)],
    [
      'finds a body that is refused though there is no other',
      [place('k', { A: 2 }, [2, 5], refused(422, 'idempotency_key_reused'))],
      found(2),
    ],
    [
      'passes one that is refused while another is under way',
      [
        place('k', { A: 2 }, [2, 5], refused(422, 'idempotency_key_reused')),
        place('k', { A: 3 }, [4, 9], LOST, 2),
      ],
      [],
    ],
  ]);
});

describe('order-changed', () => {
  const found = [{ rule: 'order-changed', lines: [2, 3] }];
  const first = place('k', { A: 2 }, [2, 5], placed);
  check([
    [
      'finds another total',
      [first, show('o1', [3, 6], { ...order('o1', { A: 2 }, 'confirmed', 90), status: 200 })],
      found,
    ],
    ['finds other lines', [first, show('o1', [3, 6], { ...order('o1', { B: 2 }), status: 200 })], found],
    [
      'finds a replay with another total',
      [first, place('k', { A: 2 }, [6, 7], replayed(order('o1', { A: 2 }, 'confirmed', 90)))],
      found,
    ],
    ['passes the same order', [first, show('o1', [3, 6], { ...placed, status: 200 })], []],
  ]);
});

describe('order-went-back', () => {
  const at = (status: Parameters<typeof order>[2], when: [number, number], region?: string) =>
    show('o1', when, { ...order('o1', { A: 2 }, status), status: 200 }, region);
  const found = [{ rule: 'order-went-back', lines: [3, 4] }];
  const pending = place('k', { A: 2 }, [2, 5], order('o1', { A: 2 }, 'payment_pending'));
  check([
    [
      'finds a confirmed order that is pending again, elsewhere',
      [pending, at('confirmed', [6, 7]), at('payment_pending', [8, 9], WEST)],
      found,
    ],
    [
      'passes it while the reads overlap',
      [pending, at('confirmed', [6, 8]), at('payment_pending', [8, 9])],
      [],
    ],
    [
      'passes one that was sent first and answered last',
      [pending, at('payment_pending', [6, 20]), at('confirmed', [8, 9])],
      [],
    ],
    [
      'finds a cancelled order that is refunded',
      [pending, at('cancelled', [6, 7]), at('refunded', [8, 9])],
      found,
    ],
    [
      'finds a refunded order that is confirmed',
      [pending, at('refunded', [6, 7]), at('confirmed', [8, 9])],
      found,
    ],
    [
      'finds what went back two reads later',
      [pending, at('refunding', [6, 7]), at('confirmed', [8, 9]), at('cancelled', [10, 11])],
      found,
    ],
    [
      'passes a refund whose charge the provider has lost',
      [pending, at('confirmed', [6, 7]), at('refunding', [8, 9]), at('cancelled', [10, 11])],
      [],
    ],
  ]);
});
