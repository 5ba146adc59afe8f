import { parseDrillOptions } from '../../../tools/drill/options';

const valueOf = (...argv: string[]) => {
  const parsed = parseDrillOptions(['payment-outage', ...argv]);
  return parsed.kind === 'ok' ? parsed.value : parsed;
};

it('starts a shop of its own and breaks nothing but payments unless told otherwise', () => {
  expect(valueOf()).toEqual({
    rate: 10,
    seed: 1,
    portBase: 6_700,
    running: false,
    json: false,
    history: null,
    lostRegion: null,
    duplicateRate: 0,
    crashRate: 0,
  });
});

it.each<[what: string, argv: string[], expected: object]>([
  ['the first Region by default', ['--lose-region'], { lostRegion: 'us-east-1' }],
  [
    'the first Region before another flag',
    ['--lose-region', '--json'],
    { lostRegion: 'us-east-1', json: true },
  ],
  ['another Region', ['--lose-region', 'us-west-2'], { lostRegion: 'us-west-2' }],
  ['another Region with =', ['--lose-region=us-west-2'], { lostRegion: 'us-west-2' }],
  [
    'duplicates and crashes',
    ['--duplicates', '0.2', '--crashes', '.02'],
    { duplicateRate: 0.2, crashRate: 0.02 },
  ],
  ['a running shop', ['--running', '--port-base', '4000'], { running: true, portBase: 4_000 }],
  ['rate and seed', ['--rate', '25', '--seed', '7'], { rate: 25, seed: 7 }],
])('takes %s', (_, argv, expected) => {
  expect(valueOf(...argv)).toMatchObject(expected);
});

it.each<[what: string, argv: string[], message: string]>([
  [
    'no drill',
    [],
    'no drill named; there are payment-outage, region-loss, region-isolated, evacuate, alarms',
  ],
  [
    'an unknown drill',
    ['fire'],
    'unknown drill "fire"; there are payment-outage, region-loss, region-isolated, evacuate, alarms',
  ],
  [
    'a share beyond a half',
    ['payment-outage', '--crashes', '2'],
    '--crashes is "2"; allowed: a share from 0 to 0.5',
  ],
  [
    'a share that is none',
    ['payment-outage', '--duplicates', 'x'],
    '--duplicates is "x"; allowed: a share from 0 to 0.5',
  ],
  [
    'an unknown Region',
    ['payment-outage', '--lose-region', 'mars'],
    '--lose-region is "mars"; allowed: us-east-1, us-west-2',
  ],
  [
    'a rate of nothing',
    ['payment-outage', '--rate', '0'],
    '--rate is "0"; allowed: a whole number from 1 to 200',
  ],
])('refuses %s', (_, argv, message) => {
  expect(parseDrillOptions(argv)).toEqual({ kind: 'usage', message });
});

it('shows its help', () => {
  expect(parseDrillOptions(['--help'])).toEqual({ kind: 'help' });
});
