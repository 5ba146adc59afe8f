import { type Breach, type Policy } from './policy';
import { asList, asObject, type NamedResource, referenced, resourcesOfType, type Template } from './template';

/** The end of every description: whoever is woken should not have to search. */
const RUNBOOK_LINK = /\S\s+Runbook: https:\/\/\S+\.md$/;

/** CloudWatch API reference, PutMetricAlarm and PutCompositeAlarm. */
const LONGEST_DESCRIPTION = 1024;

/** An alarm that nobody hears, or that says nothing to whoever hears it, is worse than none: it is relied on. */
export const alarmsExplained: Policy = {
  id: 'alarms-explained',
  description:
    'Every alarm says what to do, links its runbook, and tells somebody or is a part of one that does',
  check: (template) => {
    const composites = resourcesOfType(template, 'AWS::CloudWatch::CompositeAlarm');
    const all = [...resourcesOfType(template, 'AWS::CloudWatch::Alarm'), ...composites];
    return all.flatMap((alarm) => [...explanation(alarm), ...audience(template, alarm, composites)]);
  },
};

function explanation({ logicalId, properties }: NamedResource): Breach[] {
  const text = properties['AlarmDescription'];
  const at = (message: string) => [{ logicalId, location: 'Properties.AlarmDescription', message }];
  if (typeof text !== 'string' || text.trim() === '') return at('has no description: say what to do');
  if (!RUNBOOK_LINK.test(text)) return at('does not end with "Runbook: https://….md" after what to do');
  return text.length <= LONGEST_DESCRIPTION
    ? []
    : at(`says ${text.length} characters: CloudWatch takes 1024`);
}

function audience(template: Template, alarm: NamedResource, composites: readonly NamedResource[]): Breach[] {
  const { logicalId, properties } = alarm;
  const at = (property: string, message: string) => [
    { logicalId, location: `Properties.${property}`, message },
  ];
  const actions = asList(properties['AlarmActions']);
  if (properties['ActionsEnabled'] === false) return at('ActionsEnabled', 'is switched off');
  if (actions.length === 0) {
    return isUsed(alarm, composites) ? [] : at('AlarmActions', 'tells nobody and is a part of no composite');
  }
  const strangers = actions.filter(
    (action) => referenced(template, 'AWS::SNS::Topic', action) === undefined && !isTopicOfDeployment(action),
  );
  return strangers.length === 0
    ? []
    : at('AlarmActions', 'tells something other than a topic of this deployment');
}

/** The topics of a Region by name, as the edge finds them: in this account, whichever that is. */
const TOPIC_BY_NAME =
  /^arn:(?:aws[\w-]*|\$\{AWS::Partition\}):sns:[\w-]+:\$\{AWS::AccountId\}:[\w-]+-(?:pages|tickets)$/;

function isTopicOfDeployment(action: unknown): boolean {
  const [, parts] = asList(asObject(action)['Fn::Join']);
  const text = asList(parts).map((part) =>
    typeof part === 'string' ? part : `\${${String(asObject(part)['Ref'])}}`,
  );
  return TOPIC_BY_NAME.test(text.join(''));
}

/** A composite names its parts and its suppressor by name or by reference. */
function isUsed({ logicalId, properties }: NamedResource, composites: readonly NamedResource[]): boolean {
  return composites.some(({ properties: { AlarmRule, ActionsSuppressor } }) => {
    const rule = JSON.stringify([AlarmRule, ActionsSuppressor]);
    const byName = typeof properties['AlarmName'] === 'string' && namesIn(rule).has(properties['AlarmName']);
    return byName || rule.includes(`["${logicalId}","Arn"]`) || rule.includes(`{"Ref":"${logicalId}"}`);
  });
}

/** Every name as a whole: `orders` is no part of `orders-stopped`. */
const namesIn = (text: string): ReadonlySet<string> => new Set(text.match(/[\w-]+/g));
