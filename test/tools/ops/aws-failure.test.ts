import { describeFailure } from '../../../tools/ops/aws-failure';

const failure = (name: string, message: string, code?: string) =>
  Object.assign(new Error(message), { name }, code === undefined ? {} : { code });

it.each<[unknown, string]>([
  [failure('QueueDoesNotExist', 'no'), "us-east-1 has no queue q; is --name the deployment's name?"],
  [failure('ResourceNotFoundException', 'no'), "us-east-1 has no queue q; is --name the deployment's name?"],
  [
    failure('Error', 'connect ECONNREFUSED 127.0.0.1:4566', 'ECONNREFUSED'),
    'us-east-1 does not answer (connect ECONNREFUSED 127.0.0.1:4566); a local shop needs npm start and its ' +
      '--port-base',
  ],
  [failure('Error', 'socket hang up', 'ECONNRESET'), 'us-east-1 does not answer (socket hang up)'],
  [failure('TimeoutError', 'no answer in 30 s'), 'us-east-1 does not answer (no answer in 30 s)'],
  [
    failure('CredentialsProviderError', 'Could not load credentials from any providers'),
    'no AWS credentials for us-east-1: Could not load credentials from any providers',
  ],
  [
    failure('AccessDeniedException', 'not authorized to perform: sqs:ReceiveMessage'),
    'us-east-1, queue q: AccessDeniedException: not authorized to perform: sqs:ReceiveMessage',
  ],
  ['odd', 'us-east-1, queue q: Error: odd'],
])('%o is told as "%s"', (error, text) => {
  expect(describeFailure(error, 'queue q', 'us-east-1')).toBe(text);
});
