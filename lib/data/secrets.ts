import { RemovalPolicy } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

/** Names of the secrets and where their copies live. */
export interface ShopSecretsProps {
  readonly paymentSecret: string;
  readonly orderTokenSecret: string;
  /** Region that receives a replica of each secret, under the same name. */
  readonly replicaRegion: string;
}

/**
 * The two secrets, generated here and replicated to the other Region.
 *
 * - payment `{apiKey, webhookSecret, baseUrl?}`: what is generated is a placeholder; the operator puts the
 *   provider's own values in after the first deployment, and no later deployment touches them.
 * - order token `{current, previous}`: the key that signs order tokens, and the one before it, which is
 *   still accepted after a rotation.
 */
export class ShopSecrets extends Construct {
  constructor(scope: Construct, id: string, props: ShopSecretsProps) {
    super(scope, id);
    new Secret(this, 'Payment', {
      ...commonProps(props),
      secretName: props.paymentSecret,
      description: 'Key and webhook secret of the payment provider',
      generateSecretString: generated({ webhookSecret: '' }, 'apiKey'),
    });
    new Secret(this, 'OrderToken', {
      ...commonProps(props),
      secretName: props.orderTokenSecret,
      description: 'Keys that sign the tokens with which shoppers read their orders',
      generateSecretString: generated({ previous: '' }, 'current'),
    });
  }
}

/**
 * Retained on deletion, because customers hold tokens signed with them, but not when the first deployment
 * fails, because the name would then be taken for the next attempt.
 */
function commonProps(props: ShopSecretsProps) {
  return {
    replicaRegions: [{ region: props.replicaRegion }],
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  };
}

/** 64 letters and digits hold about 380 bits, more than the 256 that HMAC-SHA-256 can use. */
function generated(template: Readonly<Record<string, string>>, generateStringKey: string) {
  return {
    secretStringTemplate: JSON.stringify(template),
    generateStringKey,
    passwordLength: 64,
    excludePunctuation: true,
  };
}
