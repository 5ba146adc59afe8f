import { SecretsManagerClient, type SecretsManagerClientConfig } from '@aws-sdk/client-secrets-manager';
import { MAX_ATTEMPTS } from '../service-errors';
import { httpOptions } from '../time-outs';

/** Read once in five minutes; the function that reads first makes its caller wait. */
const TIME_OUTS = { connectMs: 1_000, answerMs: 3_000 };

/** The Secrets Manager client of one Region. */
export const secretsClient = (
  region: string,
  overrides: SecretsManagerClientConfig = {},
): SecretsManagerClient =>
  new SecretsManagerClient({
    region,
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: httpOptions(TIME_OUTS),
    ...overrides,
  });
