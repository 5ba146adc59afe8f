import { isRecord } from '../assembly/template';
import { AssemblyError } from '../assembly/assembly-error';
import { type RegionTemplate, type Resource } from '../types';
import { compilePattern, type EventMatcher } from './pattern';
import { parseSchedule, type Schedule } from './schedule-expression';
import { type TargetInput } from './target-input';

export interface RuleTarget extends TargetInput {
  readonly Arn: string;
  readonly DeadLetterConfig?: { readonly Arn?: string };
}

/** An enabled rule: it matches events of its bus, or fires on a schedule. */
export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly bus: string;
  readonly matches: EventMatcher | null;
  readonly schedule: Schedule | null;
  readonly targets: readonly RuleTarget[];
}

/** Enabled rules of a region. Throws an `AssemblyError` for a pattern or schedule that cannot be evaluated. */
export function rulesOf(template: RegionTemplate): Rule[] {
  return template.resources
    .filter(({ type, properties }) => type === 'AWS::Events::Rule' && properties.State !== 'DISABLED')
    .map(ruleOf);
}

function ruleOf({ logicalId, ref, arn, properties }: Resource): Rule {
  const { EventBusName, EventPattern, ScheduleExpression, Targets } = properties;
  try {
    return {
      name: ref,
      arn,
      bus: busName(EventBusName),
      matches: EventPattern === undefined ? null : compilePattern(EventPattern),
      schedule: typeof ScheduleExpression === 'string' ? parseSchedule(ScheduleExpression) : null,
      targets: Array.isArray(Targets) ? Targets.filter(isTarget) : [],
    };
  } catch (error) {
    throw new AssemblyError(error instanceof Error ? error.message : String(error), { logicalId });
  }
}

/** Refuses rules with a target of another service: the local cloud could not deliver to it. */
export function requireTargets(rules: readonly Rule[], service: 'sqs' | 'lambda'): void {
  for (const { name, targets } of rules) {
    const other = targets.find(({ Arn }) => Arn.split(':')[2] !== service);
    if (other === undefined) continue;
    throw new AssemblyError(`rule ${name} targets ${other.Arn}; here such a rule can target ${service} only`);
  }
}

const isTarget = (value: unknown): value is RuleTarget => isRecord(value) && typeof value.Arn === 'string';

/** A bus is named by name or ARN. */
export const busName = (name: unknown): string =>
  typeof name === 'string' ? name.slice(name.lastIndexOf('/') + 1) : 'default';
