import { parseArgs } from 'node:util';

/** What `npm start` was asked for. */
export interface StartFlags {
  readonly portBase: number;
  /** Directory that keeps the shop between runs; in memory when absent. */
  readonly dataDirectory: string | undefined;
  /** Most environments of one function in each region. */
  readonly environments: number | undefined;
  readonly synthesize: boolean;
}

/** The flags, a request for help, or what was wrong with them. */
export type ParsedFlags =
  | { readonly kind: 'start'; readonly flags: StartFlags }
  | { readonly kind: 'help' }
  | { readonly kind: 'refused'; readonly message: string };

/** The highest port that is used lies 567 above the base, and a third region's one more. */
const MAX_PORT_BASE = 64_900;
const MAX_ENVIRONMENTS = 100;

export const USAGE = `Usage: npm start -- [options]

Runs the shop on this machine: two regions from the synthesized templates, a payment
simulator, and the AWS protocols underneath.

  --port-base N      first port (default 4000): edge N, regions N+1 and N+2,
                     payments N+10, AWS endpoints N+566 and N+567
  --data DIR         keep the shop in DIR between runs, however they end
                     (default: in memory)
  --environments N   at most N processes for one function in each region (default 3)
  --no-synth         run the templates in cdk.out as they are
  --help             show this`;

function wholeNumber(
  flag: string,
  text: string | undefined,
  fallback: number | undefined,
  [min, max]: readonly [number, number],
): { readonly value: number | undefined } | { readonly problem: string } {
  if (text === undefined) return { value: fallback };
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return { value };
  return { problem: `${flag} must be a whole number from ${min} to ${max}, not '${text}'.` };
}

function parseValues(values: {
  readonly 'port-base'?: string;
  readonly data?: string;
  readonly environments?: string;
  readonly 'no-synth'?: boolean;
}): ParsedFlags {
  const portBase = wholeNumber('--port-base', values['port-base'], 4_000, [1_024, MAX_PORT_BASE]);
  const environments = wholeNumber('--environments', values.environments, undefined, [1, MAX_ENVIRONMENTS]);
  if (values.data === '') return { kind: 'refused', message: '--data needs the name of a directory.' };
  if ('problem' in portBase) return { kind: 'refused', message: portBase.problem };
  if ('problem' in environments) return { kind: 'refused', message: environments.problem };
  return {
    kind: 'start',
    flags: {
      portBase: portBase.value ?? 4_000,
      dataDirectory: values.data,
      environments: environments.value,
      synthesize: values['no-synth'] !== true,
    },
  };
}

/** Parses the command line strictly: an unknown flag is refused, never ignored. */
export function parseFlags(args: readonly string[]): ParsedFlags {
  try {
    const { values } = parseArgs({
      args: [...args],
      allowPositionals: false,
      options: {
        'port-base': { type: 'string' },
        data: { type: 'string' },
        environments: { type: 'string' },
        'no-synth': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return values.help === true ? { kind: 'help' } : parseValues(values);
  } catch (error) {
    return { kind: 'refused', message: complaint(error) };
  }
}

/** The first sentence says what is wrong; what parseArgs adds is about arguments that begin with a dash. */
function complaint(error: unknown): string {
  const { message = String(error) } = error as Partial<Error>;
  return `${message.split(/\. |\n/)[0]?.replace(/\.$/, '') ?? message}.`;
}
