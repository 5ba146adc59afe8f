import { Duration, type Stack } from 'aws-cdk-lib';
import { type FunctionProps } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource, type SqsEventSourceProps } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { functionQueues } from '../../../lib/policies/function-queues';
import { addFunction, breaches } from './breaches';

interface Feed {
  readonly queue?: QueueProps;
  readonly source?: SqsEventSourceProps;
  readonly consumer?: Partial<FunctionProps>;
}

function addFeed(stack: Stack, { queue, source, consumer }: Feed): void {
  const deadLetterQueue = { queue: new Queue(stack, 'DeadLetters'), maxReceiveCount: 5 };
  const fed = new Queue(stack, 'Queue', {
    deadLetterQueue,
    visibilityTimeout: Duration.seconds(360),
    ...queue,
  });
  addFunction(stack, consumer).addEventSource(new SqsEventSource(fed, source));
}

test('no dead-letter queue: refused', () => {
  const found = breaches(functionQueues, (stack) => {
    const queue = new Queue(stack, 'Queue', { visibilityTimeout: Duration.seconds(360) });
    addFunction(stack).addEventSource(new SqsEventSource(queue));
  });
  expect(found).toEqual([
    'Properties.RedrivePolicy: feeds a function and has no dead-letter queue: a message that fails comes back for days',
  ]);
});

test('a visibility time-out below six times that of the function: refused', () => {
  const queue = { visibilityTimeout: Duration.seconds(359) };
  expect(breaches(functionQueues, (stack) => addFeed(stack, { queue }))).toEqual([
    "Properties.VisibilityTimeout: hides messages for 359 s: needs 360 s, six times the function's time-out",
  ]);
});

test('more at once than are reserved: refused', () => {
  const feed = { source: { maxConcurrency: 10 }, consumer: { reservedConcurrentExecutions: 5 } };
  expect(breaches(functionQueues, (stack) => addFeed(stack, feed))).toEqual([
    'Properties.ScalingConfig: starts up to 10 at once, but 5 are reserved: lower one or raise the other',
  ]);
});

test('a queue that keeps all three passes', () => {
  const feed = { source: { maxConcurrency: 5 }, consumer: { reservedConcurrentExecutions: 5 } };
  expect(breaches(functionQueues, (stack) => addFeed(stack, feed))).toEqual([]);
  expect(breaches(functionQueues, (stack) => addFeed(stack, { source: { maxConcurrency: 5 } }))).toEqual([]);
});

test('a queue that feeds nothing may be as it likes', () => {
  expect(breaches(functionQueues, (stack) => void new Queue(stack, 'Queue'))).toEqual([]);
});
