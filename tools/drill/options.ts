import {
  type Parsed,
  PORT_BASE_BOUNDS,
  readFlags,
  targetNamed,
  understand,
  UsageError,
  wholeNumber,
} from '../arguments';
import { localTargets } from '../client/regions';
import { type Hardships } from './plan';

/** Where the drill starts its local cloud, out of the way of `npm start` and of the bench. */
export const DRILL_PORT_BASE = 6_700;

const DEFAULT_RATE = 10;

export const DRILL_USAGE = `Usage: npm run drill -- payment-outage [options]

Starts a local shop of its own, sends orders to all Regions, lets payments hang, then fail, then come
back, waits until nothing is owed, and proves that every order came to its end, was charged once and told once.

  --rate N              orders a second, whatever the answers (${DEFAULT_RATE})
  --lose-region [NAME]  lose a Region in the middle of the outage (the first one)
  --duplicates SHARE    SQS delivers this share of messages twice, for example 0.2 (0)
  --crashes SHARE       functions are killed in this share of their invocations, for example 0.02 (0)
  --seed N              of what shoppers order, and when (1)
  --port-base N         first port of the shop (${DRILL_PORT_BASE})
  --running             use the shop that runs there instead of starting one
  --json                print the report as JSON
  --history FILE        write down every request and answer, for npm run history
  --help

Exit code: 0 every promise was kept, 1 otherwise, 2 wrong usage or the shop cannot be reached.`;

/** What the command line of the drill asks for. */
export interface DrillOptions extends Hardships {
  readonly rate: number;
  readonly seed: number;
  readonly portBase: number;
  readonly running: boolean;
  readonly json: boolean;
  /** Where every request and answer is written down, if anywhere. */
  readonly history: string | null;
}

const FLAGS = {
  rate: { type: 'string' },
  'lose-region': { type: 'string' },
  duplicates: { type: 'string' },
  crashes: { type: 'string' },
  seed: { type: 'string' },
  'port-base': { type: 'string' },
  running: { type: 'boolean' },
  json: { type: 'boolean' },
  history: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** Understands the drill's command line. */
export function parseDrillOptions(argv: readonly string[]): Parsed<DrillOptions> {
  return understand(() => {
    const { values, positionals } = readFlags(withRegionNamed(argv), FLAGS);
    if (values.help) return 'help';
    checkDrill(positionals);
    const portBase = wholeNumber('--port-base', values['port-base'], PORT_BASE_BOUNDS) ?? DRILL_PORT_BASE;
    const lost = values['lose-region'];
    return {
      rate: wholeNumber('--rate', values.rate, [1, 200]) ?? DEFAULT_RATE,
      seed: wholeNumber('--seed', values.seed, [0, 2 ** 32 - 1]) ?? 1,
      portBase,
      running: values.running ?? false,
      json: values.json ?? false,
      history: values.history ?? null,
      lostRegion:
        lost === undefined ? null : targetNamed('--lose-region', lost, localTargets(portBase)).region,
      duplicateRate: share('--duplicates', values.duplicates),
      crashRate: share('--crashes', values.crashes),
    };
  });
}

/** `--lose-region` alone means the first Region; node:util knows no flags with an optional value. */
function withRegionNamed(argv: readonly string[]): readonly string[] {
  const [first = { region: '' }] = localTargets(DRILL_PORT_BASE);
  return argv.map((each, index) => {
    const next = argv[index + 1];
    const alone = each === '--lose-region' && (next === undefined || next.startsWith('-'));
    return alone ? `--lose-region=${first.region}` : each;
  });
}

function checkDrill(positionals: readonly string[]): void {
  if (positionals.length === 1 && positionals[0] === 'payment-outage') return;
  const found = positionals.length === 0 ? 'no drill named' : `unknown drill "${positionals.join(' ')}"`;
  throw new UsageError(`${found}; there is payment-outage`);
}

/** A share between 0 and a half: beyond that nothing gets done. */
function share(flag: string, text: string | undefined): number {
  if (text === undefined) return 0;
  const value = Number(text);
  if (/^\d*\.?\d+$/.test(text) && value <= 0.5) return value;
  throw new UsageError(`${flag} is "${text}"; allowed: a share from 0 to 0.5`);
}
