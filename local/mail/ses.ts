import { randomUUID } from 'node:crypto';
import { isRecord } from '../assembly/template';
import { awsAnswer, awsError, type AwsAnswer, bodyOf } from '../endpoint/aws-call';
import { type RestService } from '../endpoint/endpoint';
import { type MailLog } from './mail-log';
import { noRefusal, type Refusal } from './refusal';

/** An address that SES takes: ASCII, one `@`, a host with a dot ("SendEmail", Destination). */
const ADDRESS = /^[\x21-\x3f\x41-\x7e]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;

/**
 * SES v2's SendEmail of a simple message: `POST /v2/email/outbound-emails`.
 *
 * @param refusal asked once for each message
 */
export function sesSendEmail(
  mails: MailLog,
  now: () => Date,
  refusal: () => Refusal | null = noRefusal,
): RestService {
  return ({ method, path, headers, body }) => {
    if (method !== 'POST' || path !== '/v2/email/outbound-emails') return null;
    const refused = refusal();
    if (refused !== null) return Promise.resolve(REFUSED[refused]);
    return Promise.resolve(sendEmail(bodyOf({ operation: 'SendEmail', body, headers }), mails, now()));
  };
}

/** As "SendEmail" of the SES API v2 reference explains these errors. */
const REFUSED: Readonly<Record<Refusal, AwsAnswer>> = {
  rejected: awsError('MessageRejected', 'The message contains invalid content'),
  paused: awsError('SendingPausedException', 'The ability of the account to send e-mail is currently paused'),
};

function sendEmail(input: Readonly<Record<string, unknown>>, mails: MailLog, at: Date): AwsAnswer {
  const recipients = asArray(asRecord(input['Destination'])['ToAddresses']).map(String);
  const simple = asRecord(asRecord(input['Content'])['Simple']);
  const text = asRecord(asRecord(simple['Body'])['Text'])['Data'];
  const subject = asRecord(simple['Subject'])['Data'];
  if (typeof text !== 'string' || typeof subject !== 'string' || recipients.length === 0)
    return awsError(
      'BadRequestException',
      'The local cloud takes simple messages with subject, text and recipients.',
    );
  const wrong = recipients.find((to) => !ADDRESS.test(to));
  if (wrong !== undefined) return awsError('BadRequestException', 'Illegal address');
  const tags = tagsOf(input['EmailTags']);
  for (const to of recipients)
    mails.add({
      channel: 'email',
      to,
      template: tags.get('template') ?? '',
      orderId: tags.get('order-id') ?? '',
      body: text,
      at: at.toISOString(),
    });
  return awsAnswer({ MessageId: randomUUID() });
}

const tagsOf = (value: unknown): ReadonlyMap<string, string> =>
  new Map(
    asArray(value)
      .map(asRecord)
      .map(({ Name, Value }) => [String(Name), String(Value)]),
  );

const asArray = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const asRecord = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {});
