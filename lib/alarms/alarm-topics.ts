import { Annotations, Aws } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription, SmsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct, type IConstruct } from 'constructs';
import { type HoldfastConfig } from '../config/schema';

/** Who hears of alarms, and under which names. */
export interface AlarmTopicsProps {
  /** Start of the topics' names. */
  readonly name: string;
  readonly contacts: HoldfastConfig['alarms'];
}

/** Name of the topic for pages, under which other stacks of the same Region find it. */
export const pagesTopicNamed = (deployment: string): string => `${deployment}-pages`;

/**
 * Where alarms go: pages to e-mail and telephone, tickets to e-mail. Not encrypted with a key: CloudWatch may use only one
 * whose policy lets it (SNS developer guide, "Enable compatibility between event sources from AWS services and encrypted
 * topics"), a key of our own costs $1 a month and Region, and a notification holds an alarm's name, text and state only.
 */
export class AlarmTopics extends Construct {
  readonly pages: ITopic;
  readonly tickets: ITopic;

  constructor(scope: Construct, id: string, { name, contacts }: AlarmTopicsProps) {
    super(scope, id);
    const pages = this.createTopic('Pages', pagesTopicNamed(name), contacts.email);
    if (contacts.phone !== undefined) pages.addSubscription(new SmsSubscription(contacts.phone));
    this.pages = pages;
    this.tickets = this.createTopic('Tickets', `${name}-tickets`, contacts.email);
  }

  private createTopic(id: string, topicName: string, email: string): Topic {
    const topic = new Topic(this, id, { topicName, enforceSSL: true });
    topic.addToResourcePolicy(lettingAlarmsPublishTo(topic));
    topic.addSubscription(new EmailSubscription(email));
    return topic;
  }
}

/** Has each synthesis say so when pages would wake nobody: they then come as tickets do. */
export function warnOfSilentPages(scope: IConstruct, { phone }: HoldfastConfig['alarms']): void {
  if (phone !== undefined) return;
  Annotations.of(scope).addWarningV2(
    'holdfast:alarms.phone',
    'alarms.phone is not set: pages come by e-mail alone, as tickets do, and wake nobody (docs/alarms.md, "Severities").',
  );
}

/** A policy of its own replaces the default one, which let the whole account publish; alarms of this account still may. */
function lettingAlarmsPublishTo(topic: Topic): PolicyStatement {
  return new PolicyStatement({
    sid: 'AllowAlarms',
    principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
    actions: ['sns:Publish'],
    resources: [topic.topicArn],
    conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
  });
}
