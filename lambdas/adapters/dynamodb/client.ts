import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { httpOptions } from '../time-outs';

/**
 * A strongly consistent write crosses Regions (some 100 ms); 3 attempts of 4 s with the SDK's pauses stay
 * well within the 28 s of the slowest API function.
 */
const TIME_OUTS = { connectMs: 1_000, answerMs: 4_000 };
const MAX_ATTEMPTS = 3;

/**
 * The DynamoDB client of one Region. The SDK repeats a request that got no answer, up to 3 attempts: every
 * write of Holdfast is safe to repeat (op ids, versions, guards), see docs/architecture.md.
 */
export const dynamoDbClient = (region: string, overrides: DynamoDBClientConfig = {}): DynamoDBClient =>
  new DynamoDBClient({
    region,
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: httpOptions(TIME_OUTS),
    ...overrides,
  });
