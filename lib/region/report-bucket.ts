import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** What the bucket is made from. */
export interface ReportBucketProps {
  readonly bucketName: string;
}

/** Start of every key of a reconciliation. */
const RECONCILIATION = 'reconciliation/';

/** Reports for the books of a year, and some weeks to close them. */
const REPORT_DAYS = 400;

/** Progress is of use until its comparison is done: for the schedule that is three days. */
const PROGRESS_DAYS = 7;

/**
 * Reports of one Region: private, encrypted by S3, and reached over TLS alone. It outlives its stack, save for a first
 * deployment that fails, after which its name would be taken for the next attempt.
 */
export class ReportBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { bucketName }: ReportBucketProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      bucketName,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      lifecycleRules: [
        { prefix: `${RECONCILIATION}progress/`, expiration: Duration.days(PROGRESS_DAYS) },
        { prefix: `${RECONCILIATION}reports/`, expiration: Duration.days(REPORT_DAYS) },
      ],
    });
  }

  /** Reading and writing reconciliations. No listing: the function knows its keys. */
  keepReconciliations(): PolicyStatement {
    return new PolicyStatement({
      actions: ['s3:GetObject', 's3:PutObject'],
      resources: [this.bucket.arnForObjects(`${RECONCILIATION}*`)],
    });
  }
}
