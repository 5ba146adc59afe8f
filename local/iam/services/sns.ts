import { randomUUID } from 'node:crypto';
import { type AwsAnswer } from '../../endpoint/aws-call';
import { type ServiceAuthorization } from '../permission';
import { queryParameters } from './query-call';

/**
 * SNS's Publish in the AWS Query protocol. A message to a phone number has no ARN, so that only a statement
 * on every resource allows it.
 */
export function sns(): ServiceAuthorization {
  return {
    permissions: (request) => {
      const input = queryParameters(request);
      if (input?.get('Action') !== 'Publish') return null;
      const resource = input.get('TopicArn') ?? input.get('TargetArn') ?? '*';
      return [{ action: 'sns:Publish', resource, context: {} }];
    },
    denied,
  };
}

/** "Common errors" of SNS: AuthorizationError, 403. */
function denied(message: string): AwsAnswer {
  const text = message.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  const requestId = randomUUID();
  const body =
    '<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type>' +
    `<Code>AuthorizationError</Code><Message>${text}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
  const headers = { 'content-type': 'text/xml', 'x-amzn-requestid': requestId };
  return { status: 403, headers, body: Buffer.from(body) };
}
