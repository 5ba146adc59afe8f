import { parseRegionOptions, regionDrillIn } from '../../../../tools/drill/regions/options';

const valueOf = (...argv: string[]) => {
  const parsed = parseRegionOptions('region-loss', ['region-loss', ...argv]);
  return parsed.kind === 'ok' ? parsed.value : parsed;
};

it('knows the drills of a Region by name', () => {
  expect(regionDrillIn(['--json', 'evacuate'])).toBe('evacuate');
  expect(regionDrillIn(['payment-outage', '--lose-region'])).toBeUndefined();
});

it('loses the first Region once, under fifty shoppers, in a shop of its own', () => {
  expect(valueOf()).toEqual({
    drill: 'region-loss',
    region: 'us-east-1',
    shoppers: 50,
    runs: 1,
    lagMs: 500,
    seed: 1,
    portBase: 6_700,
    running: false,
    json: false,
    history: null,
  });
});

it('takes another Region, number of shoppers, of runs, and lag', () => {
  const argv = ['--lose', 'us-west-2', '--shoppers', '5', '--runs', '3', '--lag', '0', '--seed', '9'];

  expect(valueOf(...argv)).toMatchObject({ region: 'us-west-2', shoppers: 5, runs: 3, lagMs: 0, seed: 9 });
});

it.each<[what: string, argv: string[], message: string]>([
  ['two drills', ['evacuate'], 'one drill at a time; found region-loss, evacuate'],
  ['an unknown Region', ['--lose', 'mars'], '--lose is "mars"; allowed: us-east-1, us-west-2'],
  ['no shoppers', ['--shoppers', '0'], '--shoppers is "0"; allowed: a whole number from 1 to 500'],
  ['a flag of another drill', ['--crashes', '0.1'], "Unknown option '--crashes'"],
])('refuses %s', (_, argv, message) => {
  expect(valueOf(...argv)).toEqual({ kind: 'usage', message });
});
