import { type APIGatewayProxyResult } from 'aws-lambda';

/** Answers that this function takes no calls yet. */
export const handler = (): Promise<APIGatewayProxyResult> =>
  Promise.resolve({ statusCode: 503, headers: { 'retry-after': '1' }, body: '' });
