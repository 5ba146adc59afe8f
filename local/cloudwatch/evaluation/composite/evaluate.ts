import type { AlarmState, CompositeAlarm } from '../types';
import type { Rule } from './rule';

/** The state of an alarm by its name. */
export type StateOf = (alarm: string) => AlarmState;

/** Whether a rule holds ("Composite alarms", Rule expressions). */
export function evaluateRule(rule: Rule, stateOf: StateOf): boolean {
  switch (rule.kind) {
    case 'constant':
      return rule.value;
    case 'state':
      return stateOf(rule.alarm) === rule.state;
    case 'not':
      return !evaluateRule(rule.rule, stateOf);
    case 'and':
      return evaluateRule(rule.left, stateOf) && evaluateRule(rule.right, stateOf);
    case 'or':
      return evaluateRule(rule.left, stateOf) || evaluateRule(rule.right, stateOf);
    case 'at_least':
      return atLeast(rule, stateOf);
  }
}

/** A percentage is of the alarms named; where it is no whole number of alarms it takes the next one. */
function atLeast(
  { threshold, state, negated, alarms }: Rule & { kind: 'at_least' },
  stateOf: StateOf,
): boolean {
  const counted = alarms.filter((alarm) => (stateOf(alarm) === state) !== negated).length;
  if (threshold.unit === 'alarms') return counted >= threshold.value;
  return counted * 100 >= threshold.value * alarms.length;
}

/** The alarms that a rule names, each once. */
export function alarmsOf(rule: Rule): readonly string[] {
  return [...new Set(namesIn(rule))];
}

function namesIn(rule: Rule): readonly string[] {
  switch (rule.kind) {
    case 'constant':
      return [];
    case 'state':
      return [rule.alarm];
    case 'not':
      return namesIn(rule.rule);
    case 'and':
    case 'or':
      return [...namesIn(rule.left), ...namesIn(rule.right)];
    case 'at_least':
      return rule.alarms;
  }
}

/** ALARM where the rule holds, else OK, with the states of the alarms that it names. */
export function evaluateCompositeAlarm(
  { rule }: CompositeAlarm,
  stateOf: StateOf,
): { readonly state: 'ALARM' | 'OK'; readonly reason: string } {
  const state = evaluateRule(rule, stateOf) ? 'ALARM' : 'OK';
  const states = alarmsOf(rule).map((alarm) => `${alarm} is ${stateOf(alarm)}`);
  return {
    state,
    reason: `The rule ${state === 'ALARM' ? 'holds' : 'does not hold'}: ${states.join(', ') || 'it names no alarm'}.`,
  };
}
