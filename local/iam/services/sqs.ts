import { type AwsAnswer, awsError } from '../../endpoint/aws-call';
import { type RegionTemplate } from '../../types';
import { arnPrefix, type Permission, type ServiceAuthorization } from '../permission';
import { type Input, jsonService, textOf } from './json-service';

/** Operations on several messages have no action of their own ("Amazon SQS API permissions"). */
const BATCH = /^(SendMessage|DeleteMessage|ChangeMessageVisibility)Batch$/;

/** Actions on queues, found by their URL or name. */
export function sqs(template: RegionTemplate): ServiceAuthorization {
  const prefix = arnPrefix('sqs', template);
  const permissionsOf = (operation: string, input: Input): Permission[] => [
    {
      action: `sqs:${operation.replace(BATCH, '$1')}`,
      resource: resourceOf(prefix, operation, input),
      context: {},
    },
  ];
  return jsonService('AmazonSQS', permissionsOf, denied);
}

function resourceOf(prefix: string, operation: string, input: Input): string {
  switch (operation) {
    case 'ListQueues':
      return `${prefix}:`;
    case 'CreateQueue':
    case 'GetQueueUrl':
      return `${prefix}:${textOf(input, 'QueueName')}`;
    case 'StartMessageMoveTask':
    case 'ListMessageMoveTasks':
      return textOf(input, 'SourceArn');
    default: {
      const url = textOf(input, 'QueueUrl');
      return `${prefix}:${url.slice(url.lastIndexOf('/') + 1)}`;
    }
  }
}

/**
 * SDKs take the error's name from `x-amzn-query-error`, as in SQS's former protocol. SQS itself writes the
 * action in lower case.
 */
function denied(message: string): AwsAnswer {
  const answer = awsError('com.amazon.coral.service#AccessDeniedException', message, 403);
  return { ...answer, headers: { ...answer.headers, 'x-amzn-query-error': 'AccessDenied;Sender' } };
}
