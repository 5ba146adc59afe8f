import { describeReport, toReport } from '../../../tools/drill/report';
import { judgePromises, judgeSpeed } from '../../../tools/drill/verdicts/judge';
import {
  bufferedVisit,
  chargeOf,
  EAST,
  mailOf,
  phaseOf,
  recordOf,
  runsOf,
  sampleAt,
  shownAs,
  START,
  visitOf,
  WEST,
} from './samples';

const RUNS = runsOf(phaseOf('normal', 'ok'), phaseOf('hang', 'hang'), phaseOf('heal', 'ok'));
const OPEN = { circuits: { [EAST]: 'open', [WEST]: 'open' } } as const;
const COUPON = { body: 'THANKS10-00000-00000-00000' };

const GOOD = recordOf({
  runs: RUNS,
  visits: [visitOf('a'), bufferedVisit('b', { sentAt: START + 15_000 })],
  samples: [sampleAt(1), sampleAt(12, OPEN), sampleAt(22)],
  drained: { at: START + 25_000, owed: [], depth: { visible: 0, inFlight: 0, delayed: 3 }, movedOn: null },
  shown: shownAs(['a', 'confirmed'], ['b', 'confirmed']),
  charges: [chargeOf('a'), chargeOf('b')],
  mails: [mailOf('a', 'order-confirmed'), mailOf('b', 'order-confirmed', COUPON)],
});

const reportOn = (record: typeof GOOD) => toReport(record, [...judgePromises(record), ...judgeSpeed(record)]);
const linesOf = (record: typeof GOOD) => describeReport(reportOn(record));

it('shows the phases, the circuits, the drain and every verdict', () => {
  const lines = linesOf(GOOD);

  expect(lines[0]).toBe('payment-outage, 10 orders a second through all Regions in turn, seed 1');
  expect(lines.slice(4, 8).map((line) => line.slice(0, 18))).toEqual([
    'normal            ',
    'hang, at first    ',
    'hang, circuit open',
    'heal              ',
  ]);
  expect(lines).toEqual(
    expect.arrayContaining([
      `circuit in ${EAST}: opened 2.0 s after payments failed, closed 2.0 s after they were back`,
      'drain: 1 orders were put off; nothing was owed 5.0 s after payments were back, 10.0 s after the last order',
      '            3 delayed messages name orders that are over',
      'ok       2  every shopper got an answer to keep',
    ]),
  );
  expect(lines.filter((line) => line.startsWith('NOT'))).toEqual([]);
  expect(lines.at(-1)).toBe('All is well.');
});

it('says what is wrong, by order, with five examples, and that not all is well', () => {
  const ids = ['c', 'd', 'e', 'f', 'g', 'h', 'i'];
  const record = { ...GOOD, visits: [...GOOD.visits, ...ids.map((id) => visitOf(id))] };
  const lines = linesOf(record);

  const claim = lines.findIndex((line) => line.startsWith('NOT    7/9  every order that was acknowledged'));
  expect(lines.slice(claim + 1, claim + 7)).toEqual([
    ...ids
      .slice(0, 5)
      .map((id) => `          ${id}: answered 201, and now there is no answer: not asked for`),
    '          and 2 more (--json shows all)',
  ]);
  expect(lines.at(-1)).toBe('NOT all is well: see above.');
  expect(reportOn(record).ok).toBe(false);
  expect(reportOn(GOOD).ok).toBe(true);
});

it('says that time was moved on, and for whom', () => {
  const plan = { ...GOOD.plan, lostRegion: EAST, duplicateRate: 0.2 };
  const movedOn = { ownAt: START + 24_000, waiting: 100, rounds: 2 };
  const lines = linesOf({ ...GOOD, plan, drained: { ...GOOD.drained, movedOn } });

  expect(lines[0]).toMatch(/seed 1; us-east-1 is lost, 20 % of messages come twice$/);
  expect(lines.join('\n')).toContain(
    [
      'drain: 1 orders were put off; those that workers had in hand had come to their end 4.0 s after payments were back;',
      '       100 or more orders waited for the grace period, after which another Region takes up those of us-east-1: time was moved on',
      '       (POST /_local/settle: 2 rounds)',
    ].join('\n'),
  );
});

it('judges no latency while functions crash', () => {
  const claims = (crashRate: number) =>
    judgeSpeed({ ...GOOD, plan: { ...GOOD.plan, crashRate } }).map(({ claim }) => claim);

  expect(claims(0)).toHaveLength(3);
  expect(claims(0.01)).toEqual(['the circuit opened in every Region']);
});
