import { type RegionRecord } from '../../../../tools/drill/regions/record';
import { judgeRegionDrill } from '../../../../tools/drill/verdicts/judge-region';
import { holds } from '../../../../tools/drill/verdicts/verdict';
import { GONE_AT, REGION_PLAN, regionRecord, requestAt, stockOf, tripTo } from '../regions/region-samples';
import { chargeOf, EAST, mailOf, shownAs, START, visitOf, WEST } from '../samples';

/** The claims that do not hold, with what is wrong. */
const brokenBy = (changes: Partial<RegionRecord>) =>
  judgeRegionDrill(regionRecord(changes))
    .filter((verdict) => !holds(verdict))
    .map(({ claim, wrong }) => [claim, wrong.map(({ subject, what }) => `${subject}: ${what}`)]);

const { requests } = regionRecord();
const lost = { status: null, region: null } as const;
const soldOut = visitOf('b', { kept: null, answers: [409] });

it('finds nothing wrong where every promise was kept', () => {
  expect(brokenBy({})).toEqual([]);
});

it.each<[what: string, changes: Partial<RegionRecord>, claim: string, wrong: string]>([
  [
    'a request that fails before the Region is gone',
    { requests: [...requests, requestAt(9_000, { status: 503, region: EAST })] },
    'requests of shoppers fail only within 15 s after us-east-1 was gone',
    'shopper 0, GET (browse): 503 by us-east-1 after 20 ms, before the Region was gone',
  ],
  [
    'a request that is answered too late',
    { requests: [...requests, requestAt(31_500, { ...lost, ms: 500 })] },
    'requests of shoppers fail only within 15 s after us-east-1 was gone',
    'shopper 0, GET (browse): no answer after 500 ms, 22.0 s after the Region was gone',
  ],
  [
    'shoppers who are sent to a Region that is gone for too long',
    { requests: [...requests, requestAt(26_980, { region: EAST }), requestAt(29_500)] },
    'within 15.0 s all answers come from the other Region than us-east-1',
    'routing: it took 17.0 s',
  ],
  [
    'a Region that nobody comes back to',
    { requests: requests.filter(({ at }) => at < START + 40_000) },
    'within 30.0 s after its return us-east-1 serves shoppers again',
    'routing: it never did',
  ],
  [
    'a Region that is used again late',
    { requests: [...requests.slice(0, -1), requestAt(60_980, { region: EAST })] },
    'within 30.0 s after its return us-east-1 serves shoppers again',
    'routing: it took 31.0 s',
  ],
  [
    'a shopper without an answer',
    {
      trips: [
        tripTo('a'),
        tripTo('b', { visit: visitOf('b', { kept: null, answers: [502] }), lookedUp: null }),
      ],
    },
    'every shopper got an answer to keep',
    'key-of-b: answered 502',
  ],
  [
    'an order that is not found right after it was acknowledged',
    { trips: [tripTo('a', { lookedUp: { orderId: 'a', status: 404 } })] },
    'each order is found through the edge right after it was acknowledged',
    'a: answered 404',
  ],
  [
    'an order that the other Region did not finish',
    { leftBehind: [{ orderId: 'a', shown: { kind: 'order', status: 'payment_pending' } }] },
    'the other Region finished the orders that us-east-1 had accepted and left behind',
    'a: was still payment_pending when us-east-1 came back',
  ],
  [
    'an order that could not be asked for',
    { leftBehind: [{ orderId: 'a', shown: { kind: 'none', why: 'us-west-2: 404' } }] },
    'the other Region finished the orders that us-east-1 had accepted and left behind',
    'a: could not be asked for: us-west-2: 404',
  ],
  [
    'a key that names another order',
    { again: [{ key: 'k', orderId: 'a', again: { kind: 'order', orderId: 'z' } }] },
    'a key that took several attempts names the same order when the other Region is asked again',
    'k: named a, and now z',
  ],
  [
    'a key that names no order any more',
    { again: [{ key: 'k', orderId: 'a', again: { kind: 'none', why: '500' } }] },
    'a key that took several attempts names the same order when the other Region is asked again',
    'k: named a, and now no order: 500',
  ],
  [
    'an order twice charged',
    { charges: [chargeOf('a'), chargeOf('a')] },
    'each confirmed order has one charge, of its total; each cancelled one has none',
    'a: charged more than once: 1250 gbp succeeded, 1250 gbp succeeded',
  ],
  [
    'more sold than there was',
    { stock: [stockOf({ sold: 11, available: -1 })] },
    'nothing is oversold: the units sold are those of the confirmed orders, and the rest is there',
    'A: sold 11 of 10 units',
  ],
  [
    'units of an order that nobody was told of',
    { stock: [stockOf({ sold: 3, available: 7 })] },
    'nothing is oversold: the units sold are those of the confirmed orders, and the rest is there',
    'A: sold 3 units, and confirmed orders have 1',
  ],
  [
    'units that are held for nobody',
    { stock: [stockOf({ held: 1, available: 8 })] },
    'nothing is oversold: the units sold are those of the confirmed orders, and the rest is there',
    'A: 1 units are held and no order is under way',
  ],
  [
    'units that are nowhere',
    { stock: [stockOf({ available: 8 })] },
    'nothing is oversold: the units sold are those of the confirmed orders, and the rest is there',
    'A: received 10 of 10, available 8, sold 1',
  ],
  [
    'sold out said of what is there',
    { trips: [tripTo('a'), tripTo('b', { visit: soldOut, lookedUp: null })] },
    'only products that ran out are said to be sold out',
    'key-of-b: A has 9 of 10 units left',
  ],
  [
    'a cart that the Region lost that had taken it',
    { trips: [tripTo('a', { carts: ['lost', 'kept'] })] },
    'each cart held what was put in, at once or when it was put in again, at most 2 times',
    'key-of-a: the Region that had taken the line did not have it',
  ],
  [
    'a cart that had to be filled too often',
    { trips: [tripTo('a', { carts: ['repeated', 'repeated', 'repeated', 'kept'] })] },
    'each cart held what was put in, at once or when it was put in again, at most 2 times',
    'key-of-a: had to be filled again 3 times',
  ],
  [
    'a cart that stayed empty',
    { trips: [tripTo('a'), tripTo('b', { carts: ['repeated'], visit: null, lookedUp: null })] },
    'each cart held what was put in, at once or when it was put in again, at most 2 times',
    'key-of-b: was not there after 1 times',
  ],
  [
    'a message that came twice',
    { mails: [mailOf('a', 'order-confirmed'), mailOf('a', 'order-confirmed')] },
    'each shopper was told the end once by e-mail, and at most once before that payment is busy',
    'a: told order-confirmed, order-confirmed; should be order-confirmed once',
  ],
  [
    'messages that were given up',
    { deadLetters: [{ queue: 'us-west-2/orders-dlq', messages: 2 }] },
    'the dead-letter queues are empty',
    'us-west-2/orders-dlq: holds 2 messages',
  ],
  [
    'an audit that could not be made',
    { audit: { kind: 'failed', message: '503' } },
    'the audit is clean',
    'audit: 503',
  ],
  [
    'work that is left',
    { drained: { ...regionRecord().drained, at: null, owed: ['a'] } },
    'nothing is owed: the work index and the queues are empty',
    'a: still owes a step',
  ],
])('finds %s', (_, changes, claim, wrong) => {
  expect(brokenBy(changes)).toEqual([[claim, [wrong]]]);
});

it('finds an order that is lost, pending, or cancelled without need', () => {
  const claim = 'every order that was acknowledged is confirmed, or cancelled if its card is declined';
  expect(brokenBy({ shown: new Map() })).toContainEqual([
    claim,
    ['a: answered 201, and now there is no answer: not asked for'],
  ]);
  expect(brokenBy({ shown: shownAs(['a', 'cancelled']) })).toContainEqual([
    claim,
    ['a: answered 201, is cancelled and should be confirmed'],
  ]);
});

it('says so when a shopper is answered by nobody at all while a Region is gone', () => {
  const none = requests.map((request) =>
    request.at > GONE_AT && request.at < START + 30_000 ? { ...request, ...lost } : request,
  );
  expect(brokenBy({ requests: none })).toContainEqual([
    'within 15.0 s all answers come from the other Region than us-east-1',
    ['routing: there was always one that came from elsewhere, or none at all'],
  ]);
});

describe('an evacuation', () => {
  const calm = { status: 'up', hanging: 0, milliseconds: 10_000, until: null } as const;
  const evacuate = { ...calm, name: 'evacuated', part: 'gone', move: { kind: 'evacuate' } } as const;
  const back = { ...calm, name: 'weight 25', part: 'return', move: { kind: 'return', weight: 25 } } as const;
  const runs = [
    { phase: evacuate, from: GONE_AT, begunAt: GONE_AT, to: GONE_AT + 10_000 },
    { phase: back, from: GONE_AT + 10_000, begunAt: GONE_AT + 15_000, to: GONE_AT + 20_000 },
  ];
  const plan = { ...REGION_PLAN, drill: 'evacuate' } as const;
  /** Fifty shoppers at the end of the step, so many of them led to the Region that returns. */
  const shoppers = (toEast: number) =>
    Array.from({ length: 50 }, (_, shopper) =>
      requestAt(29_000, { shopper, region: shopper < toEast ? EAST : WEST }),
    );
  const broken = (all: RegionRecord['requests']) =>
    brokenBy({ plan, runs, requests: [requestAt(14_000), ...all], leftBehind: [] });

  it('leads no more and no fewer shoppers back than the weight says', () => {
    const claim = 'at each step of the return the Region serves the share of shoppers that its weight says';
    expect(broken(shoppers(10))).toEqual([]);
    expect(broken(shoppers(30))).toEqual([
      [claim, ['weight 25: served 30 of 50 shoppers; should be about 10']],
    ]);
    expect(broken(shoppers(0)).map(([found]) => found)).toContain(claim);
  });

  it('may fail no request', () => {
    const failed = requestAt(11_000, { status: 502, region: 'edge' });
    expect(broken([...shoppers(10), failed])).toEqual([
      [
        'no request of a shopper fails',
        ['shopper 0, GET (browse): 502 by edge after 20 ms, 1.0 s after the Region was gone'],
      ],
    ]);
  });
});
