import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import cdk from '../../cdk.json';
import { addHoldfast } from '../../lib/app';
import { type HoldfastConfig } from '../../lib/config/schema';
import { type DashboardBody, readBody } from './body';

/** The dashboards of a deployment. Functions are not bundled: their code does not matter here. */
export function synthesizeDashboards(config: HoldfastConfig): readonly DashboardBody[] {
  const context = { ...cdk.context, 'aws:cdk:bundling-stacks': [] };
  const app = new App({ builtinCloudFormationValidation: false, context });
  const { regions, edge } = addHoldfast(app, config);
  return [edge, ...regions].flatMap((stack) => {
    const found = Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard');
    return Object.values(found).map(({ Properties }) => readBody(Properties as Record<string, unknown>));
  });
}
