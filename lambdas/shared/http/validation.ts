import * as z from 'zod/v4/core';
import { type FieldError, RequestRefused } from './problem';

/** The outcome of holding a value against a schema. */
export type Validated<T> =
  | { readonly kind: 'valid'; readonly value: T }
  | { readonly kind: 'invalid'; readonly errors: readonly FieldError[] };

/** Holds a value against a schema, of Zod or Zod Mini; every error says what was found and what is allowed. */
export function validate<T>(schema: z.$ZodType<T>, value: unknown, root = 'body'): Validated<T> {
  const result = z.safeParse(schema, value, { error: explain, reportInput: true });
  if (result.success) return { kind: 'valid', value: result.data };
  return { kind: 'invalid', errors: result.error.issues.flatMap((issue) => errorsOf(issue, root)) };
}

/** The value, or a refusal with every wrong field. */
export function validOrRefuse<T>(schema: z.$ZodType<T>, value: unknown, root = 'body'): T {
  const result = validate(schema, value, root);
  if (result.kind === 'invalid') throw RequestRefused.fields(...result.errors);
  return result.value;
}

type Issue = Parameters<z.$ZodErrorMap>[0];

/** Message for an issue whose schema says nothing itself. */
function explain(issue: Issue): string | undefined {
  const allowed = allowedBy(issue);
  return allowed === undefined ? undefined : `found ${found(issue.input)}; allowed: ${allowed}`;
}

function allowedBy(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return TYPE_NAMES[issue.expected] ?? `a value of type ${issue.expected}`;
    case 'too_small':
      return `at least ${issue.minimum}${unitOf(issue.origin, issue.minimum)}`;
    case 'too_big':
      return `at most ${issue.maximum}${unitOf(issue.origin, issue.maximum)}`;
    case 'invalid_value':
      return issue.values.map(String).join(', ');
    default:
      return undefined;
  }
}

/** The HTTP contract has no numbers but whole ones. */
const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a whole number',
  int: 'a whole number',
  array: 'a list',
  object: 'an object',
};

function unitOf(origin: string, count: number | bigint): string {
  const unit = UNITS[origin];
  return unit === undefined ? '' : ` ${unit}${Number(count) === 1 ? '' : 's'}`;
}

const UNITS: Readonly<Record<string, string>> = { string: 'character', array: 'item' };

/** What was found, without its text: a wrong e-mail address or a card token must not come back in an answer. */
export function found(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return `a string of ${value.length}${unitOf('string', value.length)}`;
  if (Array.isArray(value)) return `a list of ${value.length}${unitOf('array', value.length)}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  // JSON.parse makes Infinity of 1e400.
  if (value === Infinity || value === -Infinity) return 'a number that is too large';
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'null';
}

/** Longest part of a path that comes from the request itself. */
const MAX_KEY_LENGTH = 64;

function errorsOf(issue: z.$ZodIssue, root: string): FieldError[] {
  if (issue.code !== 'unrecognized_keys')
    return [{ path: pathOf(issue.path, root), message: messageOf(issue) }];
  return issue.keys.map((key) => ({
    path: pathOf([...issue.path, key.slice(0, MAX_KEY_LENGTH)], root),
    message: 'unknown field; leave it out',
  }));
}

/** Schemas that speak for themselves say what is allowed; what was found is known here only. */
function messageOf({ message, input }: z.$ZodIssue): string {
  return message.startsWith('allowed: ') ? `found ${found(input)}; ${message}` : message;
}

/** `['lines', 3, 'quantity']` is `lines[3].quantity`. */
function pathOf(path: readonly PropertyKey[], root: string): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return text === '' ? root : text.replace(/^\./, '');
}
