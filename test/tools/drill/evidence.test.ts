import { EVERY_FUNCTION, type EvidencePorts, gatherEvidence, lossOf } from '../../../tools/drill/evidence';
import { CLEAN_AUDIT } from '../support/fake-shop-routes';
import { answered, fakeClock, fakeDrillShop, refused } from './fake-drill-shop';
import { at, bufferedVisit, chargeOf, crashOf, EAST, kept, mailOf, START, visitOf, WEST } from './samples';

const ALL_STAND = { lost: null, losses: [] };
const queue = (visible: number) => ({ visible, inFlight: 0, delayed: 0 });

/** What is found of these orders, in a shop where `b` is unknown, and who was asked. */
async function gather(
  after: Pick<EvidencePorts, 'lost' | 'losses'>,
  visits = [visitOf('a'), bufferedVisit('b')],
) {
  const asked: string[] = [];
  const shop = fakeDrillShop({
    order: async (region, orderId, token) => {
      asked.push(`${region} ${orderId} ${token}`);
      return orderId === 'b'
        ? refused(404)
        : answered({ orderId, status: 'confirmed', total: 1, currency: 'GBP' });
    },
    audit: async (region) => (asked.push(`${region} audit`), answered({ ...CLEAN_AUDIT })),
    control: {
      charges: async () => answered([chargeOf('a')]),
      mails: async () => answered([mailOf('a', 'order-confirmed')]),
      crashes: async () => answered([crashOf('place-order', 3)]),
      state: async () =>
        answered({
          regions: {},
          queues: { 'r/orders': queue(7), 'r/orders-dlq': queue(3), 'r/audits-dlq': queue(1) },
        }),
    },
  });
  const deadBefore = new Map([['r/orders-dlq', 1]]).set('r/audits-dlq', 1);
  const evidence = await gatherEvidence({
    shop,
    clock: fakeClock(),
    random: () => 0,
    visits,
    ...after,
    deadBefore,
  });
  return { evidence, asked };
}

it('asks the Region that did not record an order, and keeps why there was no answer', async () => {
  const visits = [
    visitOf('a'),
    bufferedVisit('b', { kept: kept('b', { region: WEST }) }),
    visitOf('c', { kept: null }),
  ];
  const { evidence, asked } = await gather(ALL_STAND, visits);

  expect(asked).toEqual([`${WEST} a token-of-a`, `${EAST} b token-of-b`, `${EAST} audit`]);
  expect([...evidence.shown]).toEqual([
    ['a', { kind: 'order', status: 'confirmed' }],
    ['b', { kind: 'none', why: `${EAST}: 404 http_404: no` }],
  ]);
});

it('asks the Region that stands, and counts the loss of the other one as a death of all its functions', async () => {
  const { evidence, asked } = await gather({ lost: WEST, losses: [lossOf(WEST, START + 10_000)] });

  expect(asked).toEqual([`${EAST} a token-of-a`, `${EAST} b token-of-b`, `${EAST} audit`]);
  expect(evidence.crashes).toEqual([
    crashOf('place-order', 3),
    { region: WEST, function: EVERY_FUNCTION, call: 'any', at: at(10) },
  ]);
});

it('tells which dead-letter queues have grown', async () => {
  const { evidence } = await gather(ALL_STAND);

  expect(evidence.deadLetters).toEqual([{ queue: 'r/orders-dlq', messages: 2 }]);
});
