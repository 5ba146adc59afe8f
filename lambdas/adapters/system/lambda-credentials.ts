import { HoldfastError } from '../../domain/errors';

/** The environment lacks the credentials that Lambda gives to every function. */
export class NoCredentials extends HoldfastError {
  readonly code = 'no_credentials';
  readonly retryable = false;
}

/** What the AWS SDK signs with. */
interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/**
 * The function's own role, from the variables that Lambda sets (Lambda developer guide, "Defined runtime
 * environment variables"). In the bundles it stands in for `@aws-sdk/credential-provider-node`, which
 * would look at the same variables first, and brings 140 KB of other ways (SSO, web identity, profiles,
 * instance metadata) that no function ever takes: see lib/region/shop-function.ts.
 */
export const defaultProvider = () => async (): Promise<Credentials> => {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY)
    throw new NoCredentials(
      'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set. Lambda sets them; elsewhere, set them by hand.',
    );
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN !== undefined && { sessionToken: AWS_SESSION_TOKEN }),
  };
};
