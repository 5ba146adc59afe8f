import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type ReplicaRegion, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

/** Member of the edge secret that holds the header's value. */
export const EDGE_SECRET_KEY = 'header';

/** Names of the secrets and where their copies live. */
export interface ShopSecretsProps {
  readonly paymentSecret: string;
  readonly orderTokenSecret: string;
  readonly edgeSecret: string;
  /** Region that receives a replica of each secret, under the same name. */
  readonly replicaRegion: string;
  /** Region of the Edge stack; it receives a replica of the edge secret unless it is one of the shop's. */
  readonly edgeRegion: string;
}

/**
 * The secrets, generated here and replicated to the other Region.
 *
 * - payment `{apiKey, webhookSecret, baseUrl?}`: what is generated is a placeholder; the operator puts the
 *   provider's own values in after the first deployment, and no later deployment touches them.
 * - order token `{current, previous}`: the key that signs order tokens, and the one before it, which is
 *   still accepted after a rotation.
 * - edge `{header}`: what CloudFront adds to each request, by which the Regions' web ACLs know those that the edge
 *   has checked already. It opens nothing else.
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
    new Secret(this, 'Edge', {
      ...commonProps(props),
      replicaRegions: edgeReplicas(this, props),
      secretName: props.edgeSecret,
      description: 'Header by which Regions know the calls that came through CloudFront',
      generateSecretString: generated({}, EDGE_SECRET_KEY),
    });
  }
}

/** Where the edge secret is read: by both Regions' web ACLs, and by the distribution. */
function edgeReplicas(scope: Construct, { replicaRegion, edgeRegion }: ShopSecretsProps): ReplicaRegion[] {
  const regions = new Set([replicaRegion, edgeRegion]);
  regions.delete(Stack.of(scope).region);
  return [...regions].map((region) => ({ region }));
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
