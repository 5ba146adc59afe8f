import { AssemblyError, type AssemblyPosition } from '../assembly/assembly-error';
import { isRecord } from '../assembly/template';
import { type Condition, parseConditions } from './conditions';
import { anyOf, type Matcher, wildcard } from './wildcard';

/** One statement of an identity-based policy, ready to be asked. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  /** By action in lower case: actions are not case-sensitive. */
  readonly coversAction: Matcher;
  readonly coversResource: Matcher;
  readonly conditions: readonly Condition[];
}

const ELEMENTS = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

/**
 * Reads a policy document that is attached to a role. Throws an `AssemblyError` for anything in it that the
 * local cloud would not evaluate as AWS does.
 */
export function parsePolicy(document: unknown, where: AssemblyPosition): Statement[] {
  const statements = isRecord(document) ? document['Statement'] : undefined;
  if (statements === undefined) throw new AssemblyError('the policy has no Statement', where);
  return [statements]
    .flat()
    .map((statement, index) =>
      parseStatement(statement, { ...where, path: `${where.path ?? ''}.Statement.${index}` }),
    );
}

function parseStatement(statement: unknown, where: AssemblyPosition): Statement {
  if (!isRecord(statement)) throw new AssemblyError('a statement must be an object', where);
  const foreign = Object.keys(statement).filter((element) => !ELEMENTS.includes(element));
  if (foreign.length > 0) {
    throw new AssemblyError(`a role's policy cannot have ${foreign.join(', ')}`, where);
  }
  return {
    effect: effectOf(statement['Effect'], where),
    coversAction: coverage(statement, 'Action', (text) => actionPattern(text, where), where),
    coversResource: coverage(statement, 'Resource', wildcard, where),
    conditions: parseConditions(statement['Condition'], where),
  };
}

function effectOf(effect: unknown, where: AssemblyPosition): Statement['effect'] {
  if (effect === 'Allow' || effect === 'Deny') return effect;
  throw new AssemblyError(`Effect must be Allow or Deny, not ${String(effect)}`, where);
}

/** `Action` or `NotAction`, `Resource` or `NotResource`: a statement has exactly one of each pair. */
function coverage(
  statement: Readonly<Record<string, unknown>>,
  element: 'Action' | 'Resource',
  compile: (text: string) => Matcher,
  where: AssemblyPosition,
): Matcher {
  const { [element]: included, [`Not${element}`]: excluded } = statement;
  if ((included === undefined) === (excluded === undefined)) {
    throw new AssemblyError(`a statement has either ${element} or Not${element}`, where);
  }
  const matches = anyOf(texts(included ?? excluded, element, where).map(compile));
  return excluded === undefined ? matches : (text) => !matches(text);
}

function texts(value: unknown, element: string, where: AssemblyPosition): string[] {
  return [value].flat().map((each) => {
    if (typeof each !== 'string') throw new AssemblyError(`${element} must be strings`, where);
    if (!each.includes('${')) return each;
    throw new AssemblyError(`the local cloud knows no policy variables: ${each}`, where);
  });
}

function actionPattern(text: string, where: AssemblyPosition): Matcher {
  if (text === '*' || /^[\w-]+:[\w*?]+$/.test(text)) return wildcard(text.toLowerCase());
  throw new AssemblyError(`${text} is no action; write <service>:<action>`, where);
}
