import { parseArgs, type ParseArgsConfig } from 'node:util';
import { type RegionTarget } from './client/regions';
import { errorCode, errorMessage } from './errors';

/** A command line, understood or not. */
export type Parsed<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'help' }
  | { readonly kind: 'usage'; readonly message: string };

/** Thrown inside argument parsing only; {@link understand} turns it into a value. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Runs a parser of arguments; what it finds wrong comes back as `usage`. */
export function understand<T>(parse: () => T | 'help'): Parsed<T> {
  try {
    const value = parse();
    return value === 'help' ? { kind: 'help' } : { kind: 'ok', value };
  } catch (error) {
    if (error instanceof UsageError) return { kind: 'usage', message: error.message };
    throw error;
  }
}

/** node:util's parseArgs, strict, with its complaints as UsageError. */
export function readFlags<const T extends NonNullable<ParseArgsConfig['options']>>(
  argv: readonly string[],
  options: T,
) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    // parseArgs goes on about positionals that begin with a dash; its first sentence says what is wrong.
    if (!errorCode(error).startsWith('ERR_PARSE_ARGS')) throw error;
    const message = errorMessage(error);
    throw new UsageError(message.split('. ')[0] ?? message);
  }
}

/** The only positional argument. */
export function oneFile(positionals: readonly string[]): string {
  const [file, ...rest] = positionals;
  if (file === undefined) throw new UsageError('no FILE given');
  if (rest.length > 0) throw new UsageError(`one FILE at a time; found also ${rest.join(', ')}`);
  return file;
}

/** A whole number within bounds; `undefined` stays undefined. */
export function wholeNumber(
  flag: string,
  text: string | undefined,
  [min, max]: readonly [number, number],
): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw new UsageError(`${flag} is "${text}"; allowed: a whole number from ${min} to ${max}`);
}

/** The region APIs of the local cloud end 566 above the base; both must be ports. */
export const PORT_BASE_BOUNDS = [1, 64_900] as const;

/** An address of a shop's API, http or https. */
export function apiAddress(flag: string, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return url;
  throw new UsageError(`${flag} is "${text}"; allowed: an address such as https://….amazonaws.com/prod`);
}

/** `NAME=URL`, as in `us-east-1=https://….amazonaws.com/prod`. */
export function namedTarget(flag: string, text: string): RegionTarget {
  const [, region, address] = /^([a-z]{2}(?:-[a-z]+)+-\d)=(.+)$/.exec(text) ?? [];
  if (region !== undefined && address !== undefined) return { region, url: apiAddress(flag, address) };
  throw new UsageError(
    `${flag} is "${text}"; allowed: NAME=URL, such as us-east-1=https://….amazonaws.com/prod`,
  );
}

/** The region of that name among those known. */
export function targetNamed(flag: string, name: string, targets: readonly RegionTarget[]): RegionTarget {
  const found = targets.find(({ region }) => region === name);
  if (found) return found;
  const known = targets.map(({ region }) => region).join(', ');
  throw new UsageError(`${flag} is "${name}"; allowed: ${known}`);
}
