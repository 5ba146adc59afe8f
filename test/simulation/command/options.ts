import { availableParallelism } from 'node:os';
import { type Parsed, readFlags, understand, UsageError, wholeNumber } from '../../../tools/arguments';

/** How many seeds there are: 0 to 2^32 - 1. */
const SEEDS = 2 ** 32;
const DEFAULT_SEEDS = 10_000;
const A_WEEK_OF_MINUTES = 7 * 24 * 60;
const MOST_WORKERS = 256;

export const SIMULATE_USAGE = `Usage: npm run simulate -- [options]

Plays histories of two Regions with the real code, on a network that its seed makes fail, and looks after every step
whether the promises hold. A history that breaks one is cut short, printed, and ends the run.

  --seeds N      histories to play (${DEFAULT_SEEDS}, or as many as --minutes allows)
  --from SEED    the first of them, 0 to ${SEEDS - 1} (0)
  --minutes M    stop after that time
  --workers N    cores to use (all of this machine: ${availableParallelism()})
  --mutants      plant every known bug instead, one after another, and print at which seed it is found
  --help         this text

Exit code: 0 all is well, 1 a promise was broken or a planted bug not found, 2 wrong usage, 130 stopped by Ctrl-C.`;

/** What to simulate. */
export interface SimulateOptions {
  readonly from: number;
  /** Seeds from `from` on. */
  readonly seeds: number;
  readonly minutes?: number | undefined;
  readonly workers: number;
  readonly mutants: boolean;
}

/** Reads the command line. */
export function parseSimulateOptions(argv: readonly string[]): Parsed<SimulateOptions> {
  return understand(() => {
    const { values, positionals } = readFlags(argv, {
      seeds: { type: 'string' },
      from: { type: 'string' },
      minutes: { type: 'string' },
      workers: { type: 'string' },
      mutants: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    });
    if (values.help) return 'help';
    if (positionals.length > 0) throw new UsageError(`there is no argument "${positionals.join(' ')}"`);
    if (values.mutants && (values.seeds ?? values.from ?? values.minutes) !== undefined)
      throw new UsageError('--mutants chooses its seeds by itself: leave out --seeds, --from and --minutes');
    const from = wholeNumber('--from', values.from, [0, SEEDS - 1]) ?? 0;
    const minutes = wholeNumber('--minutes', values.minutes, [1, A_WEEK_OF_MINUTES]);
    const most = SEEDS - from;
    const otherwise = minutes === undefined ? Math.min(DEFAULT_SEEDS, most) : most;
    return {
      from,
      seeds: wholeNumber('--seeds', values.seeds, [1, most]) ?? otherwise,
      minutes,
      workers: wholeNumber('--workers', values.workers, [1, MOST_WORKERS]) ?? availableParallelism(),
      mutants: values.mutants,
    };
  });
}
