import {
  closedAt,
  countAnswers,
  figuresOf,
  KNOWN_EVERYWHERE_MS,
  openedAt,
  windowsOf,
} from '../../../tools/drill/windows';
import { EAST, phaseOf, recordOf, runsOf, sampleAt, START, visitOf, WEST } from './samples';

const RUNS = runsOf(
  phaseOf('normal', 'ok'),
  phaseOf('hang', 'hang'),
  phaseOf('error', 'error'),
  phaseOf('heal', 'ok'),
);
const open = (east: 'open' | 'half_open' | 'closed', west: 'open' | 'closed') => ({
  circuits: { [EAST]: east, [WEST]: west },
});
const seconds = (time: number) => (time - START) / 1_000;
const shortly = (record: Parameters<typeof windowsOf>[0]) =>
  windowsOf(record).map(({ name, from, to, promise }) => [name, seconds(from), seconds(to), promise]);

describe('the windows of a drill', () => {
  it('part where the last Region’s circuit is known to be open', () => {
    const samples = [
      sampleAt(11),
      sampleAt(12, open('open', 'closed')),
      sampleAt(13, open('half_open', 'open')),
    ];

    const known = 13 + KNOWN_EVERYWHERE_MS / 1_000;
    expect(shortly(recordOf({ runs: RUNS, samples }))).toEqual([
      ['normal', 0, 10, 'none'],
      ['hang, at first', 10, known, 'below_time_out'],
      ['hang, circuit open', known, 20, 'fast'],
      ['error', 20, 30, 'fast'],
      ['heal', 30, 40, 'none'],
    ]);
  });

  it('do not part when a circuit stays closed, and never take an earlier opening for this one', () => {
    const samples = [sampleAt(5, open('open', 'open')), sampleAt(12, open('open', 'closed'))];

    expect(shortly(recordOf({ runs: RUNS, samples })).map(([name]) => name)).toEqual([
      'normal',
      'hang, at first',
      'error, at first',
      'heal',
    ]);
  });

  it('promise nothing to shoppers who may have to leave a lost Region', () => {
    const runs = runsOf(phaseOf('hang', 'hang'), phaseOf('error', 'error', EAST));
    const samples = [sampleAt(1, open('open', 'open'))];

    expect(shortly(recordOf({ runs, samples })).at(-1)).toEqual(['error', 10, 20, 'none']);
  });
});

describe('the figures of a window', () => {
  const sent = (secondsIn: number, latencyMs: number, answers: (number | null)[] = [201]) =>
    visitOf(`o${secondsIn}`, { sentAt: START + secondsIn * 1_000, latencyMs, answers });

  it('are those of the orders that were sent in it', () => {
    const visits = [sent(1, 10), sent(2, 20), sent(3, 30, [502, null, 201]), sent(35, 500)];

    const [normal, , , heal] = figuresOf(recordOf({ runs: RUNS, visits }));

    expect(normal).toMatchObject({ sent: 3, p50: 20, p99: 30, max: 30 });
    expect(normal?.answers).toMatchObject({ '201': 3, '5xx': 1, none: 1, '202': 0 });
    expect(heal).toMatchObject({ sent: 1, max: 500 });
  });

  it('count an order that was under way when payments failed as one of the outage', () => {
    const [normal, hang] = figuresOf(recordOf({ runs: RUNS, visits: [sent(9.9, 5_000), sent(9.8, 50)] }));

    expect(normal).toMatchObject({ sent: 1, max: 50 });
    expect(hang).toMatchObject({ sent: 1, max: 5_000 });
  });

  it('tell the queue’s depth at the end, and at most', () => {
    const deep = (visible: number, inFlight: number, delayed: number) => ({
      depth: { visible, inFlight, delayed },
    });
    const samples = [sampleAt(1, deep(5, 4, 3)), sampleAt(2, deep(1, 1, 1)), sampleAt(3, { depth: null })];

    expect(figuresOf(recordOf({ runs: RUNS, samples }))[0]).toMatchObject({ queueMost: 12, queueAtEnd: 3 });
  });
});

it('tells when a circuit opened and closed', () => {
  const samples = [
    sampleAt(1),
    sampleAt(2, open('half_open', 'closed')),
    sampleAt(3),
    sampleAt(4, { circuits: {} }),
  ];

  expect(openedAt(samples, EAST, START)).toBe(START + 2_000);
  expect(openedAt(samples, EAST, START + 2_001)).toBeNull();
  expect(closedAt(samples, EAST, START + 1_001)).toBe(START + 3_000);
  expect(closedAt(samples, EAST, START + 3_001)).toBeNull();
});

it('counts every answer by its kind', () => {
  const answers = [201, 202, 402, 409, 429, 500, 503, 200, 418, null];

  expect(countAnswers([visitOf('a', { answers })])).toEqual({
    '201': 1,
    '202': 1,
    '402': 1,
    '409': 1,
    '429': 1,
    '5xx': 2,
    other: 2,
    none: 1,
  });
});
