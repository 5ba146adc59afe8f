import { isRecord } from '../../assembly/template';
import { type RegionTemplate } from '../../types';

/** Somebody whom a topic tells. */
export interface Subscriber {
  readonly channel: 'email' | 'sms';
  readonly to: string;
}

/** The SNS topics of one Region, by ARN. */
export type Topics = ReadonlyMap<string, readonly Subscriber[]>;

const CHANNELS: Readonly<Record<string, Subscriber['channel']>> = {
  email: 'email',
  'email-json': 'email',
  sms: 'sms',
};

/** Topics with their subscribers by e-mail and SMS, as if all had confirmed; other protocols are passed over. */
export function topicsOf({ resources }: RegionTemplate): Topics {
  const subscriptions = resources
    .filter(({ type }) => type === 'AWS::SNS::Subscription')
    .map(({ properties }) => properties);
  const topics = resources.filter(({ type }) => type === 'AWS::SNS::Topic');
  return new Map(
    topics.map(({ arn, properties }) => {
      const own = Array.isArray(properties['Subscription']) ? (properties['Subscription'] as unknown[]) : [];
      const others = subscriptions.filter(({ TopicArn }) => TopicArn === arn);
      return [arn, [...own, ...others].flatMap(subscriberOf)] as const;
    }),
  );
}

function subscriberOf(subscription: unknown): Subscriber[] {
  if (!isRecord(subscription)) return [];
  const { Protocol, Endpoint } = subscription;
  const channel = typeof Protocol === 'string' ? CHANNELS[Protocol] : undefined;
  return channel === undefined || typeof Endpoint !== 'string' ? [] : [{ channel, to: Endpoint }];
}
