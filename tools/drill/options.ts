import { type Parsed, readFlags, targetNamed, understand, UsageError, wholeNumber } from '../arguments';
import { localTargets } from '../client/regions';
import { COMMON_FLAGS, type CommonOptions, commonOptions, DRILL_PORT_BASE } from './common-options';
import { ALARM_DRILL } from './alarms/options';
import { type Hardships } from './plan';
import { REGION_DRILLS } from './regions/plan';

const DEFAULT_RATE = 10;

/** All drills by name. */
const DRILLS = ['payment-outage', ...REGION_DRILLS, ALARM_DRILL];

/** What the command line of the drill asks for. */
export interface DrillOptions extends Hardships, CommonOptions {
  readonly rate: number;
}

const FLAGS = {
  rate: { type: 'string' },
  'lose-region': { type: 'string' },
  duplicates: { type: 'string' },
  crashes: { type: 'string' },
  ...COMMON_FLAGS,
} as const;

/** Understands the drill's command line. */
export function parseDrillOptions(argv: readonly string[]): Parsed<DrillOptions> {
  return understand(() => {
    const { values, positionals } = readFlags(withRegionNamed(argv), FLAGS);
    if (values.help) return 'help';
    checkDrill(positionals);
    const common = commonOptions(values);
    const lost = values['lose-region'];
    return {
      rate: wholeNumber('--rate', values.rate, [1, 200]) ?? DEFAULT_RATE,
      ...common,
      lostRegion:
        lost === undefined ? null : targetNamed('--lose-region', lost, localTargets(common.portBase)).region,
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
  throw new UsageError(`${found}; there are ${DRILLS.join(', ')}`);
}

/** A share between 0 and a half: beyond that nothing gets done. */
function share(flag: string, text: string | undefined): number {
  if (text === undefined) return 0;
  const value = Number(text);
  if (/^\d*\.?\d+$/.test(text) && value <= 0.5) return value;
  throw new UsageError(`${flag} is "${text}"; allowed: a share from 0 to 0.5`);
}
