import { SQSClient, type SQSClientConfig } from '@aws-sdk/client-sqs';
import { MAX_ATTEMPTS } from '../service-errors';
import { httpOptions } from '../time-outs';

/** SQS answers a send within some 20 ms; a shopper may be waiting for it. */
const TIME_OUTS = { connectMs: 1_000, answerMs: 3_000 };

/** The SQS client of one Region. */
export const sqsClient = (region: string, overrides: SQSClientConfig = {}): SQSClient =>
  new SQSClient({ region, maxAttempts: MAX_ATTEMPTS, requestHandler: httpOptions(TIME_OUTS), ...overrides });
