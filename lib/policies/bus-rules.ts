import { type Breach, type Policy } from './policy';
import { asList, asObject, type NamedResource, referenced, resourcesOfType, type Template } from './template';

/**
 * Rules on a bus of our own lead to queues, each with a dead-letter queue. A rule that invokes a function has
 * EventBridge's and Lambda's retries on top of each other, and drops what fails for a day. Schedules, which
 * stand on the default bus, may start functions.
 */
export const busRules: Policy = {
  id: 'bus-rules',
  description: 'Rules on the bus lead to SQS queues only, with a dead-letter queue',
  check: (template) =>
    resourcesOfType(template, 'AWS::Events::Rule')
      .filter(({ properties }) => properties['EventBusName'] !== undefined)
      .flatMap((rule) => faultsOf(template, rule)),
};

function faultsOf(template: Template, { logicalId, properties }: NamedResource): Breach[] {
  return asList(properties['Targets']).flatMap((target, index) => {
    const location = `Properties.Targets.${index}`;
    return messagesOf(template, asObject(target)).map((message) => ({ logicalId, location, message }));
  });
}

function messagesOf(template: Template, target: Readonly<Record<string, unknown>>): string[] {
  const toQueue = referenced(template, 'AWS::SQS::Queue', target['Arn']) !== undefined;
  const deadLetters = asObject(target['DeadLetterConfig'])['Arn'];
  return [
    ...(toQueue ? [] : ['leads to something other than a queue of this stack: put an SQS queue in between']),
    ...(deadLetters === undefined ? ['has a target without a dead-letter queue'] : []),
  ];
}
