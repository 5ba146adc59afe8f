import { type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type TokenKeys } from '../../domain/orders/token';
import { type Clock } from '../../domain/runtime';
import { CachedSecret } from './cached-secret';

/** The account at the payment provider. */
export interface PaymentAccount {
  readonly apiKey: string;
  readonly webhookSecret: string;
  /** Where the provider's API is, if not at its usual address. */
  readonly baseUrl?: string | undefined;
}

/** The payment secret, `{apiKey, webhookSecret, baseUrl?}`. */
export const paymentSecret = (
  client: SecretsManagerClient,
  secretId: string,
  clock: Clock,
): CachedSecret<PaymentAccount> =>
  new CachedSecret(
    client,
    secretId,
    (fields) => ({
      apiKey: fields.text('apiKey'),
      webhookSecret: fields.text('webhookSecret'),
      baseUrl: fields.optionalText('baseUrl'),
    }),
    clock,
  );

/** The keys of the order tokens, `{current, previous}`; `previous` may be empty. */
export const orderTokenSecret = (
  client: SecretsManagerClient,
  secretId: string,
  clock: Clock,
): CachedSecret<TokenKeys> =>
  new CachedSecret(
    client,
    secretId,
    (fields) => ({ current: fields.text('current'), previous: fields.optionalText('previous') ?? '' }),
    clock,
  );
