import { type Parsed, readFlags, targetNamed, understand, UsageError, wholeNumber } from '../../arguments';
import { CONFIGURED_REGIONS, localTargets } from '../../client/regions';
import { COMMON_FLAGS, type CommonOptions, commonOptions } from '../common-options';
import { DEFAULT_LAG_MS, REGION_DRILLS, type RegionDrill } from './plan';

/** What the command line of a Region's drill asks for. */
export interface RegionDrillOptions extends CommonOptions {
  readonly drill: RegionDrill;
  /** The Region that is lost, cut off or evacuated. */
  readonly region: string;
  readonly shoppers: number;
  /** How often, in a row, on one shop. */
  readonly runs: number;
  readonly lagMs: number;
}

const FLAGS = {
  ...COMMON_FLAGS,
  shoppers: { type: 'string' },
  lose: { type: 'string' },
  runs: { type: 'string' },
  lag: { type: 'string' },
} as const;

const DEFAULT_SHOPPERS = 50;

/** The drill of a Region that a command line names; undefined where it names none. */
export const regionDrillIn = (argv: readonly string[]): RegionDrill | undefined =>
  REGION_DRILLS.find((name) => argv.includes(name));

/** Understands the command line of a Region's drill. */
export function parseRegionOptions(drill: RegionDrill, argv: readonly string[]): Parsed<RegionDrillOptions> {
  return understand(() => {
    const { values, positionals } = readFlags(argv, FLAGS);
    if (values.help) return 'help';
    if (positionals.length > 1) throw new UsageError(`one drill at a time; found ${positionals.join(', ')}`);
    const common = commonOptions(values);
    const lost = values.lose ?? CONFIGURED_REGIONS[0] ?? '';
    return {
      ...common,
      drill,
      region: targetNamed('--lose', lost, localTargets(common.portBase)).region,
      shoppers: wholeNumber('--shoppers', values.shoppers, [1, 500]) ?? DEFAULT_SHOPPERS,
      runs: wholeNumber('--runs', values.runs, [1, 100]) ?? 1,
      lagMs: wholeNumber('--lag', values.lag, [0, 10_000]) ?? DEFAULT_LAG_MS,
    };
  });
}
