import { OBJECTIVE_NAMES } from '../objectives/objectives';
import { type AlarmEntry } from './alarm';
import { burnPairsOf, partsOf } from './catalogue';
import { SUPPRESSIONS } from './suppression';

/**
 * When a composite rings: in any of these cases, each a list of alarms that ring together. Names without the deployment's.
 */
export type Rule = readonly (readonly string[])[];

/** Alarms that one rule may name (CloudWatch API reference, PutCompositeAlarm). */
export const MOST_CHILDREN = 100;

/** The rule of a composite of the catalogue. */
export function ruleOf({ name }: AlarmEntry): Rule {
  return burnRule(name) ?? causeRule(name) ?? conditionRule(name);
}

/** The rule as CloudWatch reads it. */
export const renderRule = (rule: Rule, named: (name: string) => string): string =>
  rule.map((all) => `(${all.map((name) => `ALARM("${named(name)}")`).join(' AND ')})`).join(' OR ');

function burnRule(name: string): Rule | undefined {
  const objective = OBJECTIVE_NAMES.find(
    (each) => name === `${each}-fast-burn` || name === `${each}-slow-burn`,
  );
  if (objective === undefined) return undefined;
  const kind = name.endsWith('-fast-burn') ? 'fast' : 'slow';
  return burnPairsOf(objective, kind).map(({ short, long }) => [short, long]);
}

const causeRule = (name: string): Rule | undefined =>
  SUPPRESSIONS.find(({ causeName }) => causeName === name)?.causes.map((cause) => [cause]);

const conditionRule = (name: string): Rule => partsOf(name).map((part) => [part]);
