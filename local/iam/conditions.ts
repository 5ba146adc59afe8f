import { AssemblyError, type AssemblyPosition } from '../assembly/assembly-error';
import { isRecord } from '../assembly/template';
import { CONDITION_KEYS, type ConditionKey, type RequestContext } from './permission';
import { anyOf, type Matcher, wildcard } from './wildcard';

/** One key of one operator in a statement's `Condition`; a statement applies if all of its conditions hold. */
export interface Condition {
  /** As the policy writes it, qualifier included. */
  readonly operator: string;
  readonly key: ConditionKey;
  /** What the policy compares with. */
  readonly values: readonly string[];
  /** Whether one value of the call passes. */
  readonly passes: Matcher;
  readonly holds: (context: RequestContext) => boolean;
}

type Comparison = (values: readonly string[]) => Matcher;

const equal: Comparison = (values) => (text) => values.includes(text);
const like: Comparison = (values) => anyOf(values.map(wildcard));
const not =
  (comparison: Comparison): Comparison =>
  (values) => {
    const matches = comparison(values);
    return (text) => !matches(text);
  };

/** String operators without their qualifiers ("IAM JSON policy elements: Condition operators"). */
const OPERATORS: Readonly<Record<string, { readonly compare: Comparison; readonly negated: boolean }>> = {
  StringEquals: { compare: equal, negated: false },
  StringNotEquals: { compare: not(equal), negated: true },
  StringLike: { compare: like, negated: false },
  StringNotLike: { compare: not(like), negated: true },
};

/**
 * Reads a statement's `Condition`. Throws an `AssemblyError` for an operator or a key that is not known here:
 * passing over either would allow or deny what AWS does not.
 */
export function parseConditions(block: unknown, where: AssemblyPosition): Condition[] {
  if (block === undefined) return [];
  if (!isRecord(block)) throw new AssemblyError('a Condition must be an object', where);
  return Object.entries(block).flatMap(([operator, keys]) => {
    if (!isRecord(keys)) throw new AssemblyError(`${operator} must be an object`, where);
    return Object.entries(keys).map(([key, values]) => parseCondition(operator, key, values, where));
  });
}

function parseCondition(
  operator: string,
  writtenKey: string,
  given: unknown,
  where: AssemblyPosition,
): Condition {
  const [, qualifier, name = '', ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const known = OPERATORS[name];
  if (known === undefined) {
    const have = Object.keys(OPERATORS).join(', ');
    throw new AssemblyError(`the local cloud knows no condition operator ${operator}, only ${have}`, where);
  }
  const key = conditionKey(writtenKey, where);
  if (qualifier === undefined && CONDITION_KEYS[key] === 'many') {
    throw new AssemblyError(
      `${key} has several values: ${operator} needs ForAllValues or ForAnyValue`,
      where,
    );
  }
  const values = strings(given, key, where);
  const passes = known.compare(values);
  const absent = ifExists !== undefined || (qualifier === undefined && known.negated);
  return { operator, key, values, passes, holds: holdsFor(key, qualifier, passes, absent) };
}

/**
 * Without the key in the call, ForAllValues holds and ForAnyValue does not; a negated operator holds
 * ("Single-valued vs. multivalued context keys"; "Condition operators", negated matching, `...IfExists`).
 */
function holdsFor(
  key: ConditionKey,
  qualifier: string | undefined,
  passes: Matcher,
  whenAbsent: boolean,
): Condition['holds'] {
  const onAll = (context: RequestContext): boolean => context[key]?.every(passes) ?? true;
  if (qualifier === 'ForAllValues') return onAll;
  return (context) => context[key]?.some(passes) ?? whenAbsent;
}

/** Names of keys are not case-sensitive. */
function conditionKey(written: string, where: AssemblyPosition): ConditionKey {
  const keys = Object.keys(CONDITION_KEYS) as ConditionKey[];
  const key = keys.find((each) => each.toLowerCase() === written.toLowerCase());
  if (key !== undefined) return key;
  throw new AssemblyError(
    `the local cloud knows no condition key ${written}, only ${keys.join(', ')} (local/iam/permission.ts)`,
    where,
  );
}

function strings(value: unknown, key: string, where: AssemblyPosition): string[] {
  return [value].flat().map((each) => {
    if (typeof each !== 'string') throw new AssemblyError(`${key} must be compared with strings`, where);
    if (!each.includes('${')) return each;
    throw new AssemblyError(`the local cloud knows no policy variables: ${each}`, where);
  });
}
