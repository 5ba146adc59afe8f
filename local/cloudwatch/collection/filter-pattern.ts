/** Whether a log line matches; `json` is its value where it is JSON, else undefined. */
export type LineTest = (line: string, json: unknown) => boolean;

/** A filter pattern that was understood, or the part that was not. */
export type FilterPattern =
  | {
      readonly kind: 'pattern';
      readonly needsJson: boolean;
      readonly test: LineTest;
      readonly literals: readonly string[];
    }
  | { readonly kind: 'unsupported'; readonly problem: string };

type JsonTest = (json: unknown) => boolean;

/**
 * Reads a filter pattern ("Filter pattern syntax for metric filters"): terms (`ERROR`, `"two words"`, `?either`, `-not`),
 * or a JSON pattern of comparisons (`{ $.level = "ERROR" && $.status >= 500 }`) with `IS NULL`, `IS TRUE`, `IS FALSE` and
 * `NOT EXISTS`. Space-delimited patterns and regular expressions are not known here.
 */
export function parseFilterPattern(pattern: string): FilterPattern {
  const trimmed = pattern.trim();
  try {
    if (trimmed.startsWith('{')) return jsonPattern(trimmed);
    if (/^\[|^%/.test(trimmed)) throw new Unsupported(trimmed);
    return { kind: 'pattern', needsJson: false, test: termTest(trimmed), literals: [] };
  } catch (error) {
    if (error instanceof Unsupported) return { kind: 'unsupported', problem: error.message };
    throw error;
  }
}

class Unsupported extends Error {}

function termTest(pattern: string): LineTest {
  const terms = [...pattern.matchAll(/([?-]?)(?:"([^"]*)"|(\S+))/g)].map(([, sign = '', quoted, plain]) => ({
    sign,
    text: quoted ?? plain ?? '',
  }));
  const of = (wanted: string) => terms.filter(({ sign }) => sign === wanted);
  const [all, any, none] = [of(''), of('?'), of('-')];
  return (line) =>
    all.every(({ text }) => line.includes(text)) &&
    (any.length === 0 || any.some(({ text }) => line.includes(text))) &&
    !none.some(({ text }) => line.includes(text));
}

/** Texts that a matching line must contain are known where the pattern is one comparison with a text or several with `&&`. */
function jsonPattern(pattern: string): FilterPattern {
  if (!pattern.endsWith('}')) throw new Unsupported(pattern);
  const parser = new JsonPatternParser(tokensOf(pattern.slice(1, -1)));
  const test = parser.parse();
  const literals = pattern.includes('||') ? [] : parser.literals;
  return { kind: 'pattern', needsJson: true, test: (_line, json) => test(json), literals };
}

const TOKEN = /\s*(&&|\|\||\(|\)|!=|>=|<=|=|>|<|"(?:[^"\\]|\\.)*"|\$[\w.$[\]'-]*|[^\s()=!<>&|"]+)/y;

function tokensOf(source: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(source); match !== null; match = TOKEN.exec(source)) {
    tokens.push(match[1] ?? '');
    if (source.slice(TOKEN.lastIndex).trim() === '') return tokens;
  }
  throw new Unsupported(source.trim());
}

/** `||` binds less than `&&`, as in the syntax's own examples. */
class JsonPatternParser {
  readonly literals: string[] = [];
  private at = 0;

  constructor(private readonly tokens: readonly string[]) {}

  parse(): JsonTest {
    const test = this.either();
    if (this.at < this.tokens.length) throw new Unsupported(this.tokens.slice(this.at).join(' '));
    return test;
  }

  private either(): JsonTest {
    const tests = [this.both()];
    while (this.take('||')) tests.push(this.both());
    return (json) => tests.some((test) => test(json));
  }

  private both(): JsonTest {
    const tests = [this.one()];
    while (this.take('&&')) tests.push(this.one());
    return (json) => tests.every((test) => test(json));
  }

  private one(): JsonTest {
    if (this.take('(')) {
      const test = this.either();
      if (!this.take(')')) throw new Unsupported('a parenthesis is not closed');
      return test;
    }
    return this.comparison();
  }

  private comparison(): JsonTest {
    const selector = this.next();
    if (!selector.startsWith('$.')) throw new Unsupported(selector);
    const operator = this.next();
    if (operator === 'IS') return this.is(selector, this.next());
    if (operator === 'NOT' && this.next() === 'EXISTS') return (json) => select(json, selector) === undefined;
    const wanted = this.next();
    if (operator === '=' && wanted.startsWith('"') && !wanted.includes('*'))
      this.literals.push(unquoted(wanted));
    return compare(selector, operator, wanted);
  }

  private is(selector: string, what: string): JsonTest {
    const values: Readonly<Record<string, unknown>> = { NULL: null, TRUE: true, FALSE: false };
    if (!(what in values)) throw new Unsupported(`IS ${what}`);
    return (json) => select(json, selector) === values[what];
  }

  private take(token: string): boolean {
    if (this.tokens[this.at] !== token) return false;
    this.at += 1;
    return true;
  }

  private next(): string {
    const token = this.tokens[this.at++];
    if (token === undefined) throw new Unsupported('it ends too soon');
    return token;
  }
}

/** Comparisons hold for no value that is missing; `!=` does not, either. */
function compare(selector: string, operator: string, wanted: string): JsonTest {
  const numeric = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(wanted);
  if (numeric) return compareNumbers(selector, operator, Number(wanted));
  if (operator !== '=' && operator !== '!=') throw new Unsupported(`${operator} ${wanted}`);
  const matches = wildcard(wanted.startsWith('"') ? unquoted(wanted) : wanted);
  return (json) => {
    const value = select(json, selector);
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return false;
    return matches.test(String(value)) === (operator === '=');
  };
}

const NUMERIC: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '=': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '>': (left, right) => left > right,
  '<': (left, right) => left < right,
  '>=': (left, right) => left >= right,
  '<=': (left, right) => left <= right,
};

function compareNumbers(selector: string, operator: string, wanted: number): JsonTest {
  const holds = NUMERIC[operator];
  if (holds === undefined) throw new Unsupported(operator);
  return (json) => {
    const value = select(json, selector);
    return typeof value === 'number' && holds(value, wanted);
  };
}

const unquoted = (token: string): string => token.slice(1, -1).replace(/\\(.)/g, '$1');

const wildcard = (text: string): RegExp =>
  new RegExp(
    `^${text
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('[^]*')}$`,
  );

/** The value at `$.a.b[0]`; undefined where there is none. */
export function select(json: unknown, selector: string): unknown {
  const steps = selector.slice(1).match(/[^.[\]']+/g) ?? [];
  let value = json;
  for (const step of steps) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[step];
  }
  return value;
}
