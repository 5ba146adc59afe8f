import {
  ArnFormat,
  AssetHashType,
  type BundlingOptions,
  DockerImage,
  Duration,
  RemovalPolicy,
  Stack,
  Validations,
} from 'aws-cdk-lib';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import {
  BucketDeployment,
  type BucketDeploymentProps,
  CacheControl,
  type ISource,
  Source,
} from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import { buildStorefront } from '../../web/build';

/** Where the storefront comes from and where this Region's copy is kept. */
export interface StorefrontBucketProps {
  readonly bucketName: string;
  /** Directory of the storefront's sources. */
  readonly webRoot: string;
}

/** Files whose names change with their content. */
const HASHED = 'assets/*';

/**
 * One Region's copy of the static storefront: private, read by CloudFront alone. Each Region has one, so that the
 * shop's pages outlive the loss of either.
 */
export class StorefrontBucket extends Construct {
  readonly bucket: Bucket;
  private readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, { bucketName, webRoot }: StorefrontBucketProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      bucketName,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      // Made from the sources at any time; the deployment below empties it when the stack goes.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.bucket.addToResourcePolicy(this.readByCloudFront());
    this.logGroup = new LogGroup(this, 'Logs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.fill(builtFrom(webRoot));
  }

  /** Any distribution of the account: the one of this shop is made later, since it needs the buckets. */
  private readByCloudFront(): PolicyStatement {
    const distributions = Stack.of(this).formatArn({
      service: 'cloudfront',
      region: '',
      resource: 'distribution',
      resourceName: '*',
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    return new PolicyStatement({
      effect: Effect.ALLOW,
      principals: [new ServicePrincipal('cloudfront.amazonaws.com')],
      actions: ['s3:GetObject'],
      resources: [this.bucket.arnForObjects('*')],
      conditions: { ArnLike: { 'AWS:SourceArn': distributions } },
    });
  }

  /** What the document refers to is there before the document, and stays for pages that are open already. */
  private fill(source: ISource): void {
    const assets = this.deployment('Assets', {
      sources: [source],
      exclude: ['*'],
      include: [HASHED],
      cacheControl: [CacheControl.fromString(`public, max-age=${Duration.days(365).toSeconds()}, immutable`)],
    });
    const documents = this.deployment('Documents', {
      sources: [source],
      exclude: [HASHED],
      cacheControl: [CacheControl.noCache()],
    });
    documents.node.addDependency(assets);
  }

  private deployment(id: string, props: Omit<BucketDeploymentProps, 'destinationBucket'>): BucketDeployment {
    const deployment = new BucketDeployment(this, id, {
      destinationBucket: asInterface(this.bucket),
      logGroup: this.logGroup,
      prune: false,
      retainOnDelete: false,
      memoryLimit: 256,
      ...props,
    });
    acknowledgeFunctionOfCdk(deployment);
    return deployment;
  }
}

/** CDK's types were made without exactOptionalPropertyTypes, under which a Bucket is no IBucket. */
const asInterface = (bucket: Bucket) => bucket as IBucket;

/** The function that copies the files is CDK's own, and so are its runtime and its permissions. */
function acknowledgeFunctionOfCdk(deployment: BucketDeployment): void {
  const { scope } = deployment.handlerRole.node;
  if (scope === undefined) throw new Error('the role of a BucketDeployment belongs to its function');
  Validations.of(scope).acknowledge(
    {
      id: 'holdfast-policies::function-settings',
      reason: 'written in Python by CDK, run when deploying only',
    },
    {
      id: 'holdfast-policies::least-privilege',
      reason:
        'CDK grants it the assets of the account’s bootstrap bucket and this one bucket, by patterns of actions',
    },
  );
}

/** The built storefront; esbuild makes it in this process, so that no Docker is needed. */
function builtFrom(webRoot: string): ISource {
  const bundling: BundlingOptions = {
    image: DockerImage.fromRegistry('not-used'),
    local: {
      tryBundle: (outputDirectory) => {
        buildStorefront(outputDirectory);
        return true;
      },
    },
  };
  // What was built counts, not its sources: a new version of a package changes it, too.
  return Source.asset(webRoot, { bundling, assetHashType: AssetHashType.OUTPUT });
}
