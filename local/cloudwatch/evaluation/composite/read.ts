import { SyntaxProblem } from '../alarm-definition-error';
import { headOf, Properties } from '../properties';
import type { CompositeAlarm, Suppressor } from '../types';
import { nameOf, parseRule } from './parse-rule';
import type { Rule } from './rule';

/** Reads the resolved Properties of an `AWS::CloudWatch::CompositeAlarm`; throws an `AlarmDefinitionError` for what AWS would refuse. */
export function readCompositeAlarm(properties: unknown): CompositeAlarm {
  const read = Properties.of(properties);
  return { kind: 'composite', ...headOf(read), rule: ruleOf(read), suppressor: suppressorOf(read) };
}

function ruleOf(read: Properties): Rule {
  try {
    return parseRule(read.text('AlarmRule'));
  } catch (error) {
    if (error instanceof SyntaxProblem) throw read.wrong('AlarmRule', error.message, error.at);
    throw error;
  }
}

/** Both periods are required with an ActionsSuppressor (`PutCompositeAlarm`). */
function suppressorOf(read: Properties): Suppressor | null {
  if (!read.has('ActionsSuppressor')) return null;
  return {
    alarm: nameOf(read.text('ActionsSuppressor')),
    waitSeconds: secondsOf(read, 'ActionsSuppressorWaitPeriod'),
    extensionSeconds: secondsOf(read, 'ActionsSuppressorExtensionPeriod'),
  };
}

function secondsOf(read: Properties, field: string): number {
  const seconds = read.number(field);
  if (!Number.isInteger(seconds) || seconds < 0)
    throw read.wrong(field, 'has to be a whole number of seconds');
  return seconds;
}
