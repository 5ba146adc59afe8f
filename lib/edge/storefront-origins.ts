import { Annotations, Aws, Duration } from 'aws-cdk-lib';
import { type IOrigin, S3OriginAccessControl } from 'aws-cdk-lib/aws-cloudfront';
import { OriginGroup, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { type Names } from '../names';

/** Whose copies of the storefront are served. */
export interface StorefrontOriginsProps {
  readonly names: Names;
  /** The first one is asked first. */
  readonly regions: readonly [string, string];
}

/**
 * When the second copy is asked: the first one fails, or lacks a file, as it may while a new version is on its way to
 * both. (S3 answers 403 for what is not there, since CloudFront may not list.)
 */
const FALLBACK_STATUSES = [403, 404, 500, 502, 503, 504];

/** One attempt of 2 s for each copy: the defaults, three of 10 s, would keep a shopper waiting before an empty page. */
const CONNECTION = { connectionAttempts: 1, connectionTimeout: Duration.seconds(2) };

/** Seconds that a copy may be silent; its files are small. */
const READ_TIMEOUT_SECONDS = 5;

/** Both Regions' copies of the storefront, of which the second stands in for the first. */
export class StorefrontOrigins extends Construct {
  readonly group: IOrigin;

  constructor(scope: Construct, id: string, { names, regions }: StorefrontOriginsProps) {
    super(scope, id);
    const originAccessControl = new S3OriginAccessControl(this, 'AccessControl', {
      description: 'Reads the storefront',
    });
    const origin = (region: string) =>
      impatient(
        S3BucketOrigin.withOriginAccessControl(this.bucketIn(region, names), {
          ...CONNECTION,
          originAccessControl,
          originId: `storefront-${region}`,
        }),
      );
    this.group = new OriginGroup({
      primaryOrigin: origin(regions[0]),
      fallbackOrigin: origin(regions[1]),
      fallbackStatusCodes: FALLBACK_STATUSES,
    });
  }

  private bucketIn(region: string, names: Names) {
    return Bucket.fromBucketAttributes(this, `Bucket-${region}`, {
      bucketName: names.storefrontBucket(Aws.ACCOUNT_ID, region),
      region,
    });
  }
}

/** CDK's origin of a bucket does not know the response time-out that CloudFront has for buckets too. */
function impatient(origin: IOrigin): IOrigin {
  return {
    bind: (scope, options) => {
      const { originProperty, ...bound } = origin.bind(scope, options);
      if (originProperty === undefined) throw new Error(`${options.originId} has no properties`);
      const s3OriginConfig = { originAccessIdentity: '', originReadTimeout: READ_TIMEOUT_SECONDS };
      return { ...bound, originProperty: { ...originProperty, s3OriginConfig } };
    },
  };
}

/** CDK cannot know that the Region stacks' bucket policies let CloudFront read. */
export function acknowledgeBucketPolicies(scope: Construct): void {
  Annotations.of(scope).acknowledgeWarning(
    '@aws-cdk/aws-cloudfront-origins:updateImportedBucketPolicyOac',
    'lib/region/storefront-bucket.ts allows CloudFront to read',
  );
}
