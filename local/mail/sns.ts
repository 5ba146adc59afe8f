import { randomUUID } from 'node:crypto';
import { type AwsAnswer } from '../endpoint/aws-call';
import { type RestService } from '../endpoint/endpoint';
import { queryParameters } from '../iam/services/query-call';
import { type MailLog } from './mail-log';

const NAMESPACE = 'http://sns.amazonaws.com/doc/2010-03-31/';
/** E.164, as Publish wants a PhoneNumber. */
const PHONE = /^\+[1-9]\d{1,14}$/;

/** SNS's Publish to a phone number, in the AWS Query protocol. */
export function snsPublish(mails: MailLog, now: () => Date): RestService {
  return (request) => {
    const input = queryParameters(request);
    return input?.get('Action') === 'Publish' ? Promise.resolve(publish(input, mails, now())) : null;
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

const refused = (message: string): AwsAnswer =>
  answer(
    400,
    'ErrorResponse',
    `<Error><Type>Sender</Type><Code>InvalidParameter</Code><Message>${message}</Message></Error>`,
  );

function answer(status: number, element: string, inner: string): AwsAnswer {
  const requestId = randomUUID();
  const xml =
    `<${element} xmlns="${NAMESPACE}">${inner}` +
    `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${element}>`;
  const headers = { 'content-type': 'text/xml', 'x-amzn-requestid': requestId };
  return { status, headers, body: Buffer.from(xml) };
}
