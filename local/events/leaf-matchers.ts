import { isRecord } from '../assembly/template';

/** Whether one value of an event matches. */
export type LeafMatcher = (value: unknown) => boolean;

/** A pattern that EventBridge would refuse, or that the local cloud cannot evaluate. */
export class PatternError extends Error {
  override readonly name = 'PatternError';
}

type TextRule = string | readonly string[];

const startsWith: TextTest = (value, expected) => value.startsWith(expected);
const endsWith: TextTest = (value, expected) => value.endsWith(expected);
const equalsIgnoreCase: TextTest = (value, expected) => value.toLowerCase() === expected.toLowerCase();
const matchesWildcard: TextTest = (value, expected) => wildcardExpression(expected).test(value);

type TextTest = (value: string, expected: string) => boolean;

const TEXT_TESTS: Readonly<Record<string, TextTest>> = {
  prefix: startsWith,
  suffix: endsWith,
  'equals-ignore-case': equalsIgnoreCase,
  wildcard: matchesWildcard,
};

/**
 * Compiles one element of a pattern's list: a plain value, or an operator ("Comparison operators for use in
 * event patterns in Amazon EventBridge"). `exists` is not among them: it is about the field, not a value.
 */
export function leafMatcher(element: unknown): LeafMatcher {
  if (!isRecord(element)) return (value) => value === element;
  const [operator, argument] = onlyEntry(element);
  if (operator === 'anything-but') return anythingBut(argument);
  if (operator === 'numeric') return numeric(argument);
  const test = TEXT_TESTS[operator];
  if (test === undefined) throw new PatternError(`the local cloud does not know the operator ${operator}`);
  return textMatcher(operator, argument, test);
}

function textMatcher(operator: string, argument: unknown, test: TextTest): LeafMatcher {
  if (isRecord(argument)) {
    const [inner, expected] = onlyEntry(argument);
    if (inner === 'equals-ignore-case' && (operator === 'prefix' || operator === 'suffix')) {
      const text = textRule(operator, expected);
      return (value) => anyOf(text, (each) => isText(value) && test(value.toLowerCase(), each.toLowerCase()));
    }
  }
  const text = textRule(operator, argument);
  return (value) => anyOf(text, (each) => isText(value) && test(value, each));
}

function anythingBut(argument: unknown): LeafMatcher {
  if (isRecord(argument)) {
    const inner = leafMatcher(argument);
    return (value) => !inner(value);
  }
  const excluded: readonly unknown[] = Array.isArray(argument) ? argument : [argument];
  return (value) => !excluded.includes(value);
}

const COMPARISONS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

function numeric(argument: unknown): LeafMatcher {
  const parts: readonly unknown[] = Array.isArray(argument) ? argument : [];
  if (parts.length === 0 || parts.length % 2 !== 0)
    throw new PatternError('numeric needs pairs of operator and number');
  const tests = parts.flatMap((operator, index) =>
    index % 2 === 0 ? [comparison(operator, parts[index + 1])] : [],
  );
  return (value) => typeof value === 'number' && tests.every((test) => test(value));
}

function comparison(operator: unknown, bound: unknown): (value: number) => boolean {
  const compare = COMPARISONS[String(operator)];
  if (compare === undefined || typeof bound !== 'number') {
    throw new PatternError(`numeric does not know ${String(operator)} ${String(bound)}`);
  }
  return (value) => compare(value, bound);
}

function onlyEntry(element: Record<string, unknown>): [string, unknown] {
  const entries = Object.entries(element);
  const [entry] = entries;
  if (entry === undefined || entries.length !== 1)
    throw new PatternError('an operator stands alone in its object');
  return entry;
}

function textRule(operator: string, argument: unknown): TextRule {
  if (isText(argument)) return argument;
  if (Array.isArray(argument) && argument.every(isText)) return argument;
  throw new PatternError(`${operator} needs a string, not ${JSON.stringify(argument)}`);
}

const isText = (value: unknown): value is string => typeof value === 'string';

const anyOf = (rule: TextRule, test: (each: string) => boolean): boolean =>
  typeof rule === 'string' ? test(rule) : rule.some(test);

/** `*` stands for any characters, none included; `\*` for itself. */
function wildcardExpression(pattern: string): RegExp {
  const source = pattern.replace(/\\\*|\\\\|\*|[.+?^${}()|[\]\\]/g, (token) => {
    if (token === '*') return '[\\s\\S]*';
    return token.startsWith('\\') && token.length === 2 ? token : `\\${token}`;
  });
  return new RegExp(`^${source}$`);
}
