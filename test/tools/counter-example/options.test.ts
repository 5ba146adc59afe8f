import { parseCounterExampleOptions } from '../../../tools/counter-example/options';

const valueOf = (...argv: string[]) => {
  const parsed = parseCounterExampleOptions(argv);
  return parsed.kind === 'ok' ? parsed.value : parsed;
};

it('measures lags up to seconds on a shop of its own unless told otherwise', () => {
  expect(valueOf()).toEqual({
    lags: [0, 50, 100, 200, 300, 500, 1_000, 2_000],
    traffic: { units: 100, buyers: 300, rate: 20, seed: 1 },
    docs: null,
    portBase: 7_700,
    running: false,
  });
});

it('takes lags in any order, each once', () => {
  expect(valueOf('--lags', '500,0,50,500')).toMatchObject({ lags: [0, 50, 500] });
});

it('takes the traffic, the shop and where the chart goes', () => {
  expect(
    valueOf('--units', '10', '--buyers', '40', '--rate', '5', '--seed', '7', '--docs', 'x', '--running'),
  ).toMatchObject({ traffic: { units: 10, buyers: 40, rate: 5, seed: 7 }, docs: 'x', running: true });
  expect(valueOf('--port-base', '4000')).toMatchObject({ portBase: 4_000 });
});

it.each<[what: string, argv: string[], message: string]>([
  [
    'a lag that is no number',
    ['--lags', '5,x'],
    'a lag of --lags is "x"; allowed: a whole number from 0 to 3600000',
  ],
  [
    'more lags than the chart holds',
    ['--lags', [...Array(13).keys()].join(',')],
    '--lags names 13 lags; allowed: 12 at most',
  ],
  ['no units', ['--units', '0'], '--units is "0"; allowed: a whole number from 1 to 10000'],
  ['a file', ['x.csv'], 'nothing but options; found x.csv'],
])('refuses %s', (_, argv, message) => {
  expect(parseCounterExampleOptions(argv)).toEqual({ kind: 'usage', message });
});

it('shows its help', () => {
  expect(parseCounterExampleOptions(['--help'])).toEqual({ kind: 'help' });
});
