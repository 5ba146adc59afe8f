import { oneFile, type Parsed, readFlags, understand } from '../arguments';

export const HISTORY_USAGE = `Usage: npm run history -- FILE [--json]

Checks what a replay or a drill wrote down with --history FILE: whether every answer is possible in a shop that
loses no order, sells no unit twice, and gives one order to one Idempotency-Key. It asks the shop nothing.

  --json   print the report as JSON; it lists all findings, where the table shows five of a rule
  --help

Exit code: 0 everything is possible, 1 something is not, 2 wrong usage or no history.`;

/** What the command line of the checker asks for. */
export interface HistoryOptions {
  readonly file: string;
  readonly json: boolean;
}

/** Understands the checker's command line. */
export function parseHistoryOptions(argv: readonly string[]): Parsed<HistoryOptions> {
  return understand(() => {
    const { values, positionals } = readFlags(argv, { json: { type: 'boolean' }, help: { type: 'boolean' } });
    return values.help ? 'help' : { file: oneFile(positionals), json: values.json ?? false };
  });
}
