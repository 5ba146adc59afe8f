import { Duration, Stack } from 'aws-cdk-lib';
import { Template as Synthesized } from 'aws-cdk-lib/assertions';
import { AttributeType, TableV2, type TablePropsV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Architecture, Code, Function, type FunctionProps, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { type Policy } from '../../../lib/policies/policy';
import { type Template } from '../../../lib/policies/template';
import { testApp } from '../synthesized';

/** What a policy says of a stack that holds what `build` adds; CDK's own validation is left out. */
export function breaches(policy: Policy, build: (stack: Stack) => void): string[] {
  const app = testApp({ builtinCloudFormationValidation: false });
  const stack = new Stack(app, 'Tested', { env: { region: 'us-east-1' } });
  build(stack);
  const template = Synthesized.fromStack(stack).toJSON() as Template;
  return policy.check(template).map(({ location, message }) => `${location}: ${message}`);
}

/** A global table in two Regions. */
export function addTable(stack: Stack, props: Partial<TablePropsV2>): void {
  new TableV2(stack, 'Table', {
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    replicas: [{ region: 'us-west-2' }],
    ...props,
  });
}

/** A function that keeps all policies unless told otherwise. */
export function addFunction(stack: Stack, props: Partial<FunctionProps> = {}): Function {
  return new Function(stack, 'Function', {
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => {};'),
    timeout: Duration.seconds(60),
    logGroup: new LogGroup(stack, 'Logs'),
    ...props,
  });
}
