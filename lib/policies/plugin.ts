import { readFileSync } from 'node:fs';
import {
  type IPolicyValidationContext,
  type IPolicyValidationPlugin,
  type PolicyValidationPluginReport,
  type PolicyViolation,
} from 'aws-cdk-lib';
import { alarmsExplained } from './alarms-explained';
import { busRules } from './bus-rules';
import { functionQueues } from './function-queues';
import { functionSettings } from './function-settings';
import { guardedEdge } from './guarded-edge';
import { leastPrivilege } from './least-privilege';
import { mrscTables } from './mrsc-tables';
import { type Policy } from './policy';
import { privateBuckets } from './private-buckets';
import { protectedTables } from './protected-tables';
import { type Template } from './template';

/** Every policy of this project; CDK's own template validation runs beside them. */
export const POLICIES: readonly Policy[] = [
  mrscTables,
  protectedTables,
  leastPrivilege,
  functionQueues,
  functionSettings,
  busRules,
  guardedEdge,
  privateBuckets,
  alarmsExplained,
];

/** Holds every synthesized template against the policies; synthesis fails when one is broken. */
export class HoldfastPolicies implements IPolicyValidationPlugin {
  readonly name = 'holdfast-policies';
  readonly ruleIds = POLICIES.map(({ id }) => id);

  /** Called by CDK once all templates are written. */
  validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const violations = context.stackTemplates.flatMap(({ templatePath }) => violationsIn(templatePath));
    return { success: violations.length === 0, violations };
  }
}

function violationsIn(templatePath: string): PolicyViolation[] {
  const template = JSON.parse(readFileSync(templatePath, 'utf8')) as Template;
  return POLICIES.flatMap(({ id, description, check }) =>
    check(template).map(({ logicalId, location, message }) => ({
      ruleName: id,
      description: `${logicalId} ${message}`,
      fix: description,
      severity: 'error',
      violatingResources: [{ resourceLogicalId: logicalId, templatePath, locations: [location] }],
    })),
  );
}
