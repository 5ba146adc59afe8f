import { type Parsed, readFlags, understand, UsageError } from '../../arguments';
import { COMMON_FLAGS, type CommonOptions, commonOptions } from '../common-options';
import { scenariosFor, SCENARIOS } from './plan';
import { type Scenario } from './scenario';

/** Name of the drill on the command line. */
export const ALARM_DRILL = 'alarms';

/** What the command line of the drill of the alarms asks for. */
export interface AlarmDrillOptions extends CommonOptions {
  readonly scenarios: readonly Scenario[];
  readonly quietHour: boolean;
  /** Put the findings into docs/alarms.md. */
  readonly write: boolean;
}

const FLAGS = {
  ...COMMON_FLAGS,
  only: { type: 'string' },
  'quiet-hour': { type: 'boolean' },
  write: { type: 'boolean' },
} as const;

/** Understands the drill's command line: everything, one scenario, or the quiet hour alone. */
export function parseAlarmOptions(argv: readonly string[]): Parsed<AlarmDrillOptions> {
  return understand(() => {
    const { values, positionals } = readFlags(argv, FLAGS);
    if (values.help) return 'help';
    if (positionals.length > 1) throw new UsageError(`one drill at a time; found ${positionals.join(', ')}`);
    const { only, 'quiet-hour': quiet = false, write = false } = values;
    if (write && (only !== undefined || quiet))
      throw new UsageError('--write needs the whole drill, without --only and --quiet-hour');
    return {
      ...commonOptions(values),
      scenarios: only === undefined ? (quiet ? [] : SCENARIOS) : named(only),
      quietHour: quiet || only === undefined,
      write,
    };
  });
}

function named(name: string): readonly Scenario[] {
  const found = scenariosFor(name);
  if (found.length > 0) return found;
  const known = SCENARIOS.map((scenario) => scenario.name).join(', ');
  throw new UsageError(`--only is "${name}"; allowed: the name of an alarm, or one of ${known}`);
}
