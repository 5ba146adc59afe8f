import { ALARM_TEMPLATE, type MailLog } from '../../mail/mail-log';
import { type AlarmState } from '../evaluation';
import { type Topics } from './topics';

/** What is told of an alarm whose state has changed. */
export interface Notification {
  readonly region: string;
  readonly name: string;
  readonly description: string;
  readonly from: AlarmState;
  readonly to: AlarmState;
  readonly reason: string;
  /** By CloudWatch's clock, epoch ms. */
  readonly at: number;
}

/**
 * Publishes to topics, as CloudWatch does, and tells whom that reached. E-mails have CloudWatch's subject; an SMS is the
 * subject alone, as SNS sends it ("Setting up Amazon SNS notifications", "SMS messages").
 */
export function publish(
  notification: Notification,
  actions: readonly string[],
  { topics, mails, realNow }: { readonly topics: Topics; readonly mails: MailLog; readonly realNow: Date },
): string[] {
  const subject = `${notification.to}: "${notification.name}" in ${notification.region}`;
  const subscribers = actions.flatMap((arn) => topics.get(arn) ?? []);
  return subscribers.map(({ channel, to }) => {
    mails.add({
      channel,
      to,
      template: ALARM_TEMPLATE,
      orderId: '',
      ...(channel === 'email' ? { subject } : {}),
      body: channel === 'email' ? bodyOf(notification) : subject,
      at: realNow.toISOString(),
    });
    return `${channel} ${to}`;
  });
}

const bodyOf = ({ region, name, description, from, to, reason, at }: Notification): string =>
  [
    `${name} in ${region} went from ${from} to ${to} at ${new Date(at).toISOString()}.`,
    '',
    description,
    '',
    `Why: ${reason}`,
  ].join('\n');
