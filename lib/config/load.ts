import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { lineOfJsonError } from './json-error';
import { type ConfigProblem, problemOf } from './problems';
import { ACROSS_FIELDS, configSchema, type HoldfastConfig } from './schema';

/** What came of reading a configuration. */
export type ConfigResult =
  | { readonly kind: 'valid'; readonly config: HoldfastConfig }
  | { readonly kind: 'invalid'; readonly file: string; readonly problems: readonly ConfigProblem[] };

/** Where the name of a configuration file may come from, the first given one counts. */
export interface ConfigSources {
  /** CDK context, that is `-c config=FILE`. */
  readonly context: unknown;
  /** Environment variable HOLDFAST_CONFIG. */
  readonly environment: string | undefined;
}

const DEFAULT_FILE = path.join(__dirname, '..', '..', 'holdfast.config.json');

/** The file to read; relative names are relative to the working directory. */
export function configFile(sources: ConfigSources): string {
  const chosen = [sources.context, sources.environment].find(isName);
  return chosen === undefined ? DEFAULT_FILE : path.resolve(chosen);
}

/** Reads and checks a configuration file. */
export function loadConfig(file: string): ConfigResult {
  if (!existsSync(file)) {
    const problem = { where: file, found: 'no such file', allowed: 'a JSON file; see -c config=FILE' };
    return { kind: 'invalid', file, problems: [problem] };
  }
  const text = readFileSync(file, 'utf8');
  try {
    return checkConfig(file, JSON.parse(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { kind: 'invalid', file, problems: [syntaxProblem(text, error)] };
  }
}

/** Checks a configuration that was read from `file`. */
export function checkConfig(file: string, data: unknown): ConfigResult {
  const result = configSchema.safeParse(data, { reportInput: true });
  const issues = [...(result.error?.issues ?? []), ...issuesAcrossFields(data)];
  if (result.success && issues.length === 0) return { kind: 'valid', config: result.data };
  return { kind: 'invalid', file, problems: issues.map(problemOf) };
}

/** Only what goes beyond single fields; wrong fields have been reported already. */
function issuesAcrossFields(data: unknown) {
  const results = ACROSS_FIELDS.map((schema) => schema.safeParse(data, { reportInput: true }));
  const issues = results.flatMap(({ error }) => error?.issues ?? []);
  return issues.filter((issue) => issue.code === 'custom');
}

function syntaxProblem(text: string, error: SyntaxError): ConfigProblem {
  const where = `line ${lineOfJsonError(text)}`;
  return { where, found: error.message.replaceAll(/\s+/g, ' '), allowed: 'JSON without comments' };
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
