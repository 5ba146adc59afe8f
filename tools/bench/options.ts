import { type Parsed, readFlags, understand, UsageError, wholeNumber } from '../arguments';
import { type Section } from './section';

/** Where the bench starts its local cloud, out of the way of one that runs on the default ports. */
export const BENCH_PORT_BASE = 5_700;

/** The bounds of `npm start -- --port-base`. */
const PORT_BASE_BOUNDS = [1_024, 64_900] as const;

/** What the command line of the bench asks for. */
export interface BenchOptions {
  readonly sections: readonly Section[];
  readonly quick: boolean;
  readonly seed: number;
  readonly portBase: number;
  /** Where the JSON report goes, if anywhere. */
  readonly json: string | null;
  /** An earlier JSON report to compare with, if any. */
  readonly compare: string | null;
}

/** The help text for these sections. */
export function benchUsage(sections: readonly Section[]): string {
  const width = Math.max(...sections.map(({ name }) => name.length));
  return `Usage: npm run bench -- [options]

Starts local clouds of its own, measures them over HTTP as a shopper would, and prints tables.

  --only NAME[,NAME]  only these sections (see below)
  --quick             smaller amounts and shorter times: to try things, not to quote
  --json FILE         write the figures as JSON, too
  --compare FILE      show the change in percent from the figures of an earlier --json
  --seed N            of the orders' products (1)
  --port-base N       first port of the bench's local clouds (${BENCH_PORT_BASE})
  --help

Sections:
${sections.map(({ name, about }) => `  ${name.padEnd(width)}  ${about}`).join('\n')}

Exit code: 0 every section was measured, 1 one could not be measured, 2 wrong usage.`;
}

const FLAGS = {
  only: { type: 'string' },
  quick: { type: 'boolean' },
  json: { type: 'string' },
  compare: { type: 'string' },
  seed: { type: 'string' },
  'port-base': { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** Understands the bench's command line. */
export function parseBenchOptions(
  argv: readonly string[],
  sections: readonly Section[],
): Parsed<BenchOptions> {
  return understand(() => {
    const { values, positionals } = readFlags(argv, FLAGS);
    if (values.help) return 'help';
    if (positionals.length > 0) throw new UsageError(`the bench takes no file: ${positionals.join(', ')}`);
    return {
      sections: chooseSections(values.only, sections),
      quick: values.quick ?? false,
      seed: wholeNumber('--seed', values.seed, [0, 2 ** 32 - 1]) ?? 1,
      portBase: wholeNumber('--port-base', values['port-base'], PORT_BASE_BOUNDS) ?? BENCH_PORT_BASE,
      json: values.json ?? null,
      compare: values.compare ?? null,
    };
  });
}

/** In the order of the list, whatever the order of the names. */
function chooseSections(only: string | undefined, sections: readonly Section[]): readonly Section[] {
  if (only === undefined) return sections;
  const names = only.split(',').map((name) => name.trim());
  const unknown = names.filter((wanted) => !sections.some(({ name }) => name === wanted));
  if (unknown.length === 0) return sections.filter(({ name }) => names.includes(name));
  const known = sections.map(({ name }) => name).join(', ');
  throw new UsageError(`--only names "${unknown.join(', ')}"; allowed: ${known}`);
}
