import { isRecord } from '../assembly/template';
import { type LeafMatcher, leafMatcher, PatternError } from './leaf-matchers';

/** Whether an event matches a compiled pattern. */
export type EventMatcher = (event: unknown) => boolean;

/**
 * Compiles an EventBridge event pattern: all fields must match, any element of a field's list is enough,
 * `$or` takes alternatives. Throws a `PatternError` for what it cannot evaluate, so a rule that would
 * behave differently on AWS does not run here.
 */
export function compilePattern(pattern: unknown): EventMatcher {
  if (!isRecord(pattern)) throw new PatternError('an event pattern is an object');
  const fields = Object.entries(pattern).map(([name, rule]) => fieldMatcher(name, rule));
  return (event) => fields.every((matches) => matches(event));
}

function fieldMatcher(name: string, rule: unknown): EventMatcher {
  if (name === '$or') return alternatives(rule);
  if (Array.isArray(rule)) return leafField(name, rule);
  const inner = compilePattern(rule);
  return (event) => valuesOf(event, name).some(inner);
}

function alternatives(rule: unknown): EventMatcher {
  if (!Array.isArray(rule) || rule.length < 2)
    throw new PatternError('$or needs a list of at least two patterns');
  const patterns = rule.map(compilePattern);
  return (event) => patterns.some((matches) => matches(event));
}

/** A list of acceptable values for a field that is a value, or a list of values. */
function leafField(name: string, rule: readonly unknown[]): EventMatcher {
  if (rule.length === 0) throw new PatternError(`the list for ${name} is empty`);
  const elements = rule.map((element) => existence(name, element) ?? anyValue(name, leafMatcher(element)));
  return (event) => elements.some((matches) => matches(event));
}

function existence(name: string, element: unknown): EventMatcher | null {
  if (!isRecord(element) || typeof element.exists !== 'boolean') return null;
  const expected = element.exists;
  return (event) => valuesOf(event, name).some((value) => !isRecord(value)) === expected;
}

const anyValue =
  (name: string, matches: LeafMatcher): EventMatcher =>
  (event) =>
    valuesOf(event, name).some(matches);

/** Values of a field; a list counts as each of its elements, at any depth. */
function valuesOf(event: unknown, name: string): readonly unknown[] {
  if (!isRecord(event) || !(name in event)) return [];
  const value = event[name];
  return Array.isArray(value) ? (value as unknown[]).flat(Infinity) : [value];
}
