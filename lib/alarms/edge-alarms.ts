import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type HoldfastConfig } from '../config/schema';
import { EDGE_REGION } from '../names';
import { AlarmTopics, pagesTopicNamed } from './alarm-topics';
import { alarmName, descriptionOf, EDGE_ALARMS } from './catalogue';
import { type Condition } from './conditions/condition';
import { entryErrors } from './conditions/entry';
import { createMetricAlarm } from './metric-alarm';

/** What the alarms of the Edge stack are made from. */
export interface EdgeAlarmsProps {
  readonly config: HoldfastConfig;
  readonly distributionId: string;
}

/** Alarms on CloudFront, whose metrics are where the Edge stack is. */
export class EdgeAlarms extends Construct {
  constructor(scope: Construct, id: string, { config, distributionId }: EdgeAlarmsProps) {
    super(scope, id);
    const conditions: Readonly<Record<string, Condition>> = { 'entry-errors': entryErrors(distributionId) };
    const pages = this.pagesTopicArn(config);
    for (const entry of EDGE_ALARMS) {
      const condition = conditions[entry.name];
      if (condition === undefined) throw new Error(`The alarm ${entry.name} has no condition.`);
      const identity = {
        alarmName: alarmName(config.name, entry.name),
        alarmDescription: descriptionOf(config.runbooks, entry),
        alarmActions: [pages],
      };
      createMetricAlarm(this, entry.name, identity, condition);
    }
  }

  /** An alarm tells topics of its own Region: the shop's, where that is one of its Regions, or one for the edge alone. */
  private pagesTopicArn({ name, alarms: contacts, regions }: HoldfastConfig): string {
    if (!regions.includes(EDGE_REGION))
      return new AlarmTopics(this, 'Topics', { name, contacts }).pages.topicArn;
    return Stack.of(this).formatArn({ service: 'sns', resource: pagesTopicNamed(name) });
  }
}
