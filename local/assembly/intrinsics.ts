import { isRecord } from './template';

/** What an intrinsic function may ask of the stack that it stands in. */
export interface IntrinsicScope {
  /** `Ref`: parameter, pseudo parameter or resource; `NO_VALUE` for `AWS::NoValue`. */
  ref(name: string): unknown;
  getAtt(logicalId: string, attribute: string): unknown;
  condition(name: string): boolean;
  mapping(map: string, first: string, second: string): unknown;
  importValue(exportName: string): unknown;
  stackOutput(stack: string, output: string, region: string | undefined): unknown;
  /** Throws, with the position in the template. */
  fail(problem: string): never;
}

/** Result of `Ref: AWS::NoValue`: the property or list element does not exist. */
export const NO_VALUE = Symbol('AWS::NoValue');

type Evaluate = (argument: unknown, scope: Resolver) => unknown;

/** Resolves values; `resolve` handles nested intrinsics and drops what is `AWS::NoValue`. */
export interface Resolver extends IntrinsicScope {
  resolve(value: unknown): unknown;
}

const INTRINSICS: Readonly<Record<string, Evaluate>> = {
  Ref: (argument, scope) => scope.ref(text(argument, scope)),
  'Fn::GetAtt': (argument, scope) => {
    const [logicalId, ...attribute] =
      typeof argument === 'string' ? argument.split('.') : list(argument, scope);
    return scope.getAtt(text(logicalId, scope), attribute.map((part) => text(part, scope)).join('.'));
  },
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = list(argument, scope);
    return list(scope.resolve(parts), scope)
      .map((part) => text(part, scope))
      .join(text(separator, scope));
  },
  'Fn::Sub': (argument, scope) => substitute(argument, scope),
  'Fn::Select': (argument, scope) => {
    const [index, from] = list(argument, scope);
    const values = list(scope.resolve(from), scope);
    return values[Number(scope.resolve(index))] ?? scope.fail(`Fn::Select ${String(index)} is out of range`);
  },
  'Fn::Split': (argument, scope) => {
    const [separator, source] = list(argument, scope);
    return text(scope.resolve(source), scope).split(text(separator, scope));
  },
  'Fn::If': (argument, scope) => {
    const [name, whenTrue, whenFalse] = list(argument, scope);
    return scope.resolve(scope.condition(text(name, scope)) ? whenTrue : whenFalse);
  },
  'Fn::FindInMap': (argument, scope) => {
    const [map, first, second] = list(argument, scope).map((key) => text(scope.resolve(key), scope));
    return scope.mapping(map ?? '', first ?? '', second ?? '');
  },
  'Fn::ImportValue': (argument, scope) => scope.importValue(text(scope.resolve(argument), scope)),
  'Fn::GetStackOutput': (argument, scope) => {
    const wanted = scope.resolve(argument);
    if (!isRecord(wanted)) return scope.fail('Fn::GetStackOutput needs StackName and OutputName');
    const region = typeof wanted.Region === 'string' ? wanted.Region : undefined;
    return scope.stackOutput(text(wanted.StackName, scope), text(wanted.OutputName, scope), region);
  },
  'Fn::Equals': (argument, scope) => {
    const [left, right] = list(argument, scope).map((side) => scope.resolve(side));
    return JSON.stringify(left) === JSON.stringify(right);
  },
  'Fn::Not': (argument, scope) => !truth(list(argument, scope)[0], scope),
  'Fn::And': (argument, scope) => list(argument, scope).every((each) => truth(each, scope)),
  'Fn::Or': (argument, scope) => list(argument, scope).some((each) => truth(each, scope)),
};

/** Evaluates a condition: `{Condition: name}` or one of the condition functions. */
export function truth(value: unknown, scope: Resolver): boolean {
  if (isRecord(value) && typeof value.Condition === 'string') return scope.condition(value.Condition);
  const result = scope.resolve(value);
  return typeof result === 'boolean' ? result : scope.fail(`not a condition: ${JSON.stringify(value)}`);
}

/**
 * Evaluates `value` if it is an intrinsic function call. Unknown `Fn::` names fail: a template that
 * CloudFormation would reject, or that this resolver cannot do justice to, must not run.
 */
export function evaluateIntrinsic(
  value: Record<string, unknown>,
  scope: Resolver,
): { result: unknown } | null {
  const [key, ...others] = Object.keys(value);
  if (key === undefined || others.length > 0) return null;
  const evaluate = INTRINSICS[key];
  if (evaluate !== undefined) return { result: evaluate(value[key], scope) };
  return key.startsWith('Fn::') ? scope.fail(`the local cloud cannot resolve ${key}`) : null;
}

function substitute(argument: unknown, scope: Resolver): string {
  const [template, given] = Array.isArray(argument) ? (argument as unknown[]) : [argument, {}];
  const variables = isRecord(given) ? given : {};
  return text(template, scope).replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    return text(scope.resolve(variables[name] ?? reference(name)), scope);
  });
}

const reference = (name: string): unknown => (name.includes('.') ? { 'Fn::GetAtt': name } : { Ref: name });

function list(value: unknown, scope: Resolver): unknown[] {
  return Array.isArray(value)
    ? (value as unknown[])
    : scope.fail(`a list is needed, not ${JSON.stringify(value)}`);
}

function text(value: unknown, scope: Resolver): string {
  const resolved = isRecord(value) ? scope.resolve(value) : value;
  if (typeof resolved === 'string') return resolved;
  if (typeof resolved === 'number' || typeof resolved === 'boolean') return String(resolved);
  return scope.fail(`a string is needed, not ${JSON.stringify(resolved)}`);
}
