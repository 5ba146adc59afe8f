import { type Stack } from 'aws-cdk-lib';
import { EventBus, type IRuleTarget, Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { busRules } from '../../../lib/policies/bus-rules';
import { addFunction, breaches } from './breaches';

const addRule = (stack: Stack, target: IRuleTarget) =>
  new Rule(stack, 'Rule', {
    eventBus: new EventBus(stack, 'Bus'),
    eventPattern: { source: ['holdfast'] },
    targets: [target],
  });

test('a rule that invokes a function is refused', () => {
  const found = breaches(busRules, (stack) => addRule(stack, new LambdaFunction(addFunction(stack))));
  expect(found).toEqual([
    'Properties.Targets.0: leads to something other than a queue of this stack: put an SQS queue in between',
    'Properties.Targets.0: has a target without a dead-letter queue',
  ]);
});

test('a queue without a dead-letter queue for what the rule cannot deliver is refused', () => {
  const found = breaches(busRules, (stack) => addRule(stack, new SqsQueue(new Queue(stack, 'Queue'))));
  expect(found).toEqual(['Properties.Targets.0: has a target without a dead-letter queue']);
});

test('a queue with one passes, and so does a schedule that starts a function', () => {
  const toQueue = (stack: Stack) =>
    addRule(
      stack,
      new SqsQueue(new Queue(stack, 'Queue'), { deadLetterQueue: new Queue(stack, 'DeadLetters') }),
    );
  const schedule = (stack: Stack) =>
    new Rule(stack, 'Schedule', {
      schedule: Schedule.expression('rate(1 minute)'),
      targets: [new LambdaFunction(addFunction(stack))],
    });
  expect(breaches(busRules, toQueue)).toEqual([]);
  expect(breaches(busRules, schedule)).toEqual([]);
});
