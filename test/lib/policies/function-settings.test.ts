import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { functionSettings } from '../../../lib/policies/function-settings';
import { addFunction, breaches } from './breaches';

test('everything left to its default: refused', () => {
  const found = breaches(functionSettings, (stack) => {
    const code = Code.fromInline('exports.handler = async () => {};');
    new Function(stack, 'Function', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code });
  });
  expect(found).toEqual([
    'Properties.Runtime: has Runtime "nodejs22.x": needs nodejs24.x, the version that tests run on',
    'Properties.Architectures: has Architectures unset: needs arm64',
    'Properties.Timeout: has Timeout unset: needs a time-out of its own; the default of 3 s suits nothing here',
    'Properties.LoggingConfig: has LoggingConfig unset: needs a log group of the stack; one that Lambda makes is kept for ever',
  ]);
});

test('a log group that Lambda makes: refused', () => {
  const properties = { Runtime: 'nodejs24.x', Architectures: ['arm64'], Timeout: 10 };
  const template = { Resources: { Fn: { Type: 'AWS::Lambda::Function', Properties: properties } } };
  expect(functionSettings.check(template)).toEqual([
    {
      logicalId: 'Fn',
      location: 'Properties.LoggingConfig',
      message:
        'has LoggingConfig unset: needs a log group of the stack; one that Lambda makes is kept for ever',
    },
  ]);
});

test('a function that states all of it passes', () => {
  expect(breaches(functionSettings, (stack) => void addFunction(stack))).toEqual([]);
});
