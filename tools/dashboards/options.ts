import { type Parsed, PORT_BASE_BOUNDS, readFlags, understand, UsageError, wholeNumber } from '../arguments';
import { DEFAULT_PORT_BASE } from '../client/regions';

/** A day is the longest for which lines of minutes are told apart. */
const MINUTES = [10, 1_440] as const;
const DEFAULT_MINUTES = 60;
const DEFAULT_OUT = '.holdfast/dashboards';

export const DASHBOARDS_USAGE = `Usage: npm run dashboards -- [options]

Draws the dashboards that a deployment would have in CloudWatch, with the figures of the local shop that runs.

  --minutes N      how far back (${DEFAULT_MINUTES})
  --out DIR        where <name>.svg of each goes (${DEFAULT_OUT})
  --port-base N    port base of the local shop (${DEFAULT_PORT_BASE})
  --help

Exit code: 0 drawn, 2 wrong usage or no shop to reach.`;

/** What the command line asks for. */
export interface DashboardsOptions {
  readonly portBase: number;
  readonly minutes: number;
  readonly out: string;
}

const FLAGS = {
  minutes: { type: 'string' },
  out: { type: 'string' },
  'port-base': { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** Understands the command line. */
export function parseDashboardsOptions(argv: readonly string[]): Parsed<DashboardsOptions> {
  return understand(() => {
    const { values, positionals } = readFlags(argv, FLAGS);
    if (values.help) return 'help';
    if (positionals.length > 0) throw new UsageError(`nothing but options; found ${positionals.join(', ')}`);
    return {
      portBase: wholeNumber('--port-base', values['port-base'], PORT_BASE_BOUNDS) ?? DEFAULT_PORT_BASE,
      minutes: wholeNumber('--minutes', values.minutes, MINUTES) ?? DEFAULT_MINUTES,
      out: values.out ?? DEFAULT_OUT,
    };
  });
}
