import { randomUUID } from 'node:crypto';
import { type AwsAnswer } from '../endpoint/aws-call';
import { type RestService } from '../endpoint/endpoint';
import { queryParameters } from '../iam/services/query-call';
import { type MailLog } from './mail-log';
import { noRefusal, type Refusal } from './refusal';

const NAMESPACE = 'http://sns.amazonaws.com/doc/2010-03-31/';
/** E.164, as Publish wants a PhoneNumber. */
const PHONE = /^\+[1-9]\d{1,14}$/;

/**
 * SNS's Publish to a phone number, in the AWS Query protocol.
 *
 * @param refusal asked once for each message
 */
export function snsPublish(
  mails: MailLog,
  now: () => Date,
  refusal: () => Refusal | null = noRefusal,
): RestService {
  return (request) => {
    const input = queryParameters(request);
    if (input?.get('Action') !== 'Publish') return null;
    const why = refusal();
    return Promise.resolve(why === null ? publish(input, mails, now()) : REFUSED[why]());
  };
}

function publish(input: URLSearchParams, mails: MailLog, at: Date): AwsAnswer {
  const to = input.get('PhoneNumber');
  const body = input.get('Message');
  if (to === null) return refused('The local cloud publishes to phone numbers only.');
  if (!PHONE.test(to)) return refused('Invalid parameter: PhoneNumber');
  if (!body) return refused('Invalid parameter: Empty message');
  const attributes = attributesOf(input);
  mails.add({
    channel: 'sms',
    to,
    template: attributes.get('template') ?? '',
    orderId: attributes.get('orderId') ?? '',
    body,
    at: at.toISOString(),
  });
  return answer(
    200,
    'PublishResponse',
    `<PublishResult><MessageId>${randomUUID()}</MessageId></PublishResult>`,
  );
}

function attributesOf(input: URLSearchParams): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (let n = 1; input.has(`MessageAttributes.entry.${n}.Name`); n++) {
    const entry = `MessageAttributes.entry.${n}`;
    attributes.set(input.get(`${entry}.Name`) ?? '', input.get(`${entry}.Value.StringValue`) ?? '');
  }
  return attributes;
}

const refused = (message: string): AwsAnswer => failed(400, 'Sender', 'InvalidParameter', message);

/** "Due to an unknown error or failure" (Publish, SNS API reference): there is no pause of SMS alone. */
const REFUSED: Readonly<Record<Refusal, () => AwsAnswer>> = {
  rejected: () => refused('Invalid parameter: PhoneNumber'),
  paused: () => failed(500, 'Receiver', 'InternalError', 'The request failed'),
};

const failed = (status: number, type: 'Sender' | 'Receiver', code: string, message: string): AwsAnswer =>
  answer(
    status,
    'ErrorResponse',
    `<Error><Type>${type}</Type><Code>${code}</Code><Message>${message}</Message></Error>`,
  );

function answer(status: number, element: string, inner: string): AwsAnswer {
  const requestId = randomUUID();
  const xml =
    `<${element} xmlns="${NAMESPACE}">${inner}` +
    `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${element}>`;
  const headers = { 'content-type': 'text/xml', 'x-amzn-requestid': requestId };
  return { status, headers, body: Buffer.from(xml) };
}
