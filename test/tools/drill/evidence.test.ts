import { EVERY_FUNCTION, gatherEvidence } from '../../../tools/drill/evidence';
import { type PhaseRun } from '../../../tools/drill/record';
import { CLEAN_AUDIT } from '../support/fake-shop-routes';
import { answered, fakeClock, fakeDrillShop, refused } from './fake-drill-shop';
import {
  at,
  bufferedVisit,
  chargeOf,
  crashOf,
  EAST,
  kept,
  mailOf,
  phaseOf,
  runsOf,
  visitOf,
  WEST,
} from './samples';

const queue = (visible: number) => ({ visible, inFlight: 0, delayed: 0 });

/** What is found of these orders, in a shop where `b` is unknown, and who was asked. */
async function gather(runs: readonly PhaseRun[], visits = [visitOf('a'), bufferedVisit('b')]) {
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
    runs,
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
  const { evidence, asked } = await gather(runsOf(phaseOf('heal', 'ok')), visits);

  expect(asked).toEqual([`${WEST} a token-of-a`, `${EAST} b token-of-b`, `${EAST} audit`]);
  expect([...evidence.shown]).toEqual([
    ['a', { kind: 'order', status: 'confirmed' }],
    ['b', { kind: 'none', why: `${EAST}: 404 http_404: no` }],
  ]);
});

it('asks the Region that stands, and counts the loss of the other one as a death of all its functions', async () => {
  const { evidence, asked } = await gather(runsOf(phaseOf('error', 'error'), phaseOf('heal', 'ok', WEST)));

  expect(asked).toEqual([`${EAST} a token-of-a`, `${EAST} b token-of-b`, `${EAST} audit`]);
  expect(evidence.crashes).toEqual([
    crashOf('place-order', 3),
    { region: WEST, function: EVERY_FUNCTION, call: 'any', at: at(10) },
  ]);
});

it('tells which dead-letter queues have grown', async () => {
  const { evidence } = await gather(runsOf(phaseOf('heal', 'ok')));

  expect(evidence.deadLetters).toEqual([{ queue: 'r/orders-dlq', messages: 2 }]);
});
