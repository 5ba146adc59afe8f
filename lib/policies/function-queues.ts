import { type Breach, type Policy } from './policy';
import {
  asNumber,
  asObject,
  type NamedResource,
  referenced,
  resourcesOfType,
  type Template,
} from './template';

/** A queue and the function that consumes it, with their event source mapping. */
interface Feed {
  readonly mapping: NamedResource;
  readonly queue: NamedResource;
  readonly consumer: NamedResource;
}

/** SQS's own defaults, in seconds and Lambda's. */
const DEFAULT_VISIBILITY = 30;
const DEFAULT_TIMEOUT = 3;

/** AWS asks for a visibility time-out of at least six times the function's (Lambda developer guide, SQS). */
const VISIBILITY_FACTOR = 6;

/** Queues that feed functions lose no message, hide none too briefly, and start no more than may run. */
export const functionQueues: Policy = {
  id: 'function-queues',
  description: 'A queue that feeds a function needs a dead-letter queue, enough visibility and concurrency',
  check: (template) =>
    feeds(template).flatMap((feed) => [...deadLetters(feed), ...visibility(feed), ...concurrency(feed)]),
};

function feeds(template: Template): Feed[] {
  return resourcesOfType(template, 'AWS::Lambda::EventSourceMapping').flatMap((mapping) => {
    const queue = referenced(template, 'AWS::SQS::Queue', mapping.properties['EventSourceArn']);
    const consumer = referenced(template, 'AWS::Lambda::Function', mapping.properties['FunctionName']);
    return queue && consumer ? [{ mapping, queue, consumer }] : [];
  });
}

function deadLetters({ queue }: Feed): readonly Breach[] {
  if (asObject(queue.properties['RedrivePolicy'])['deadLetterTargetArn'] !== undefined) return [];
  const message = 'feeds a function and has no dead-letter queue: a message that fails comes back for days';
  return [{ logicalId: queue.logicalId, location: 'Properties.RedrivePolicy', message }];
}

function visibility({ queue, consumer }: Feed): readonly Breach[] {
  const seconds = asNumber(queue.properties['VisibilityTimeout']) ?? DEFAULT_VISIBILITY;
  const needed = (asNumber(consumer.properties['Timeout']) ?? DEFAULT_TIMEOUT) * VISIBILITY_FACTOR;
  if (seconds >= needed) return [];
  const message = `hides messages for ${seconds} s: needs ${needed} s, six times the function's time-out`;
  return [{ logicalId: queue.logicalId, location: 'Properties.VisibilityTimeout', message }];
}

/** Deliveries beyond the reserved concurrency are throttled, come back, and end as dead letters. */
function concurrency({ mapping, consumer }: Feed): readonly Breach[] {
  const most = asNumber(asObject(mapping.properties['ScalingConfig'])['MaximumConcurrency']);
  const reserved = asNumber(consumer.properties['ReservedConcurrentExecutions']);
  if (most === undefined || reserved === undefined || most <= reserved) return [];
  const message = `starts up to ${most} at once, but ${reserved} are reserved: lower one or raise the other`;
  return [{ logicalId: mapping.logicalId, location: 'Properties.ScalingConfig', message }];
}
