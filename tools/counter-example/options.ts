import { type Parsed, PORT_BASE_BOUNDS, readFlags, understand, UsageError, wholeNumber } from '../arguments';
import { type Traffic } from './plan';

/** Where the counter-example starts its local cloud, out of the way of `npm start`, bench and drill. */
export const COUNTER_EXAMPLE_PORT_BASE = 7_700;

/** The local cloud takes lags of up to an hour. */
const LAG_BOUNDS = [0, 3_600_000] as const;
/** As many bars as the chart has room for. */
const MOST_LAGS = 12;
const DEFAULT_LAGS = [0, 50, 100, 200, 300, 500, 1_000, 2_000];
const DEFAULT_TRAFFIC: Traffic = { units: 100, buyers: 300, rate: 20, seed: 1 };

export const COUNTER_EXAMPLE_USAGE = `Usage: npm run counter-example -- [options]

Lets two designs sell the same stock to the same buyers in two Regions, at growing replication lag: the textbook's
(conditional writes on an eventually consistent global table) and Holdfast's. Prints what each sold beyond its
stock, draws the chart, and fills in the table of the page about it.

  --lags MS[,MS]   replication lags in milliseconds (${DEFAULT_LAGS.join(',')})
  --units N        units on sale at each lag (${DEFAULT_TRAFFIC.units})
  --buyers N       buyers at each lag, who want one unit or two (${DEFAULT_TRAFFIC.buyers})
  --rate N         buyers a second, both Regions together (${DEFAULT_TRAFFIC.rate})
  --seed N         of who comes when, where, and wants how much (${DEFAULT_TRAFFIC.seed})
  --docs DIR       where counter-example.svg goes, and counter-example.md is filled in if it is there (docs)
  --port-base N    first port of the shop (${COUNTER_EXAMPLE_PORT_BASE})
  --running        use the shop that runs there instead of starting one; its faults are healed
  --help

Exit code: 0 Holdfast oversold nothing and every buyer got an answer, 1 otherwise, 2 wrong usage or no shop to reach.`;

/** What the command line asks for. */
export interface CounterExampleOptions {
  /** Ascending, each once. */
  readonly lags: readonly number[];
  readonly traffic: Traffic;
  /** As given; null for the project's docs. */
  readonly docs: string | null;
  readonly portBase: number;
  readonly running: boolean;
}

const FLAGS = {
  lags: { type: 'string' },
  units: { type: 'string' },
  buyers: { type: 'string' },
  rate: { type: 'string' },
  seed: { type: 'string' },
  docs: { type: 'string' },
  'port-base': { type: 'string' },
  running: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

/** Understands the command line of the counter-example. */
export function parseCounterExampleOptions(argv: readonly string[]): Parsed<CounterExampleOptions> {
  return understand(() => {
    const { values, positionals } = readFlags(argv, FLAGS);
    if (values.help) return 'help';
    if (positionals.length > 0) throw new UsageError(`nothing but options; found ${positionals.join(', ')}`);
    return {
      lags: readLags(values.lags),
      traffic: {
        units: wholeNumber('--units', values.units, [1, 10_000]) ?? DEFAULT_TRAFFIC.units,
        buyers: wholeNumber('--buyers', values.buyers, [1, 50_000]) ?? DEFAULT_TRAFFIC.buyers,
        rate: wholeNumber('--rate', values.rate, [1, 500]) ?? DEFAULT_TRAFFIC.rate,
        seed: wholeNumber('--seed', values.seed, [0, 2 ** 32 - 1]) ?? DEFAULT_TRAFFIC.seed,
      },
      docs: values.docs ?? null,
      portBase:
        wholeNumber('--port-base', values['port-base'], PORT_BASE_BOUNDS) ?? COUNTER_EXAMPLE_PORT_BASE,
      running: values.running ?? false,
    };
  });
}

function readLags(text: string | undefined): readonly number[] {
  if (text === undefined) return DEFAULT_LAGS;
  const lags = text.split(',').map((lag) => wholeNumber('a lag of --lags', lag, LAG_BOUNDS) ?? 0);
  const each = [...new Set(lags)].sort((a, b) => a - b);
  if (each.length <= MOST_LAGS) return each;
  throw new UsageError(`--lags names ${each.length} lags; allowed: ${MOST_LAGS} at most`);
}
