import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { privateBuckets } from '../../../lib/policies/private-buckets';
import { breaches } from './breaches';

const SAFE: BucketProps = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  encryption: BucketEncryption.S3_MANAGED,
};

const found = (props: BucketProps) =>
  breaches(privateBuckets, (stack) => void new Bucket(stack, 'Bucket', props));

test('a bucket with a public policy is refused', () => {
  const blockPublicAccess = new BlockPublicAccess({ blockPublicPolicy: false, restrictPublicBuckets: false });
  expect(found({ ...SAFE, blockPublicAccess })).toEqual([
    'Properties.PublicAccessBlockConfiguration: leaves out BlockPublicPolicy, RestrictPublicBuckets',
  ]);
});

test('ACLs and defaults are refused', () => {
  expect(found({ ...SAFE, objectOwnership: ObjectOwnership.OBJECT_WRITER })).toEqual([
    'Properties.OwnershipControls: takes ACLs: set BucketOwnerEnforced',
  ]);
  expect(found({ blockPublicAccess: BlockPublicAccess.BLOCK_ALL })).toEqual([
    'Properties.OwnershipControls: takes ACLs: set BucketOwnerEnforced',
    'Properties.BucketEncryption: states no encryption',
  ]);
});

test('a private bucket passes', () => {
  expect(found(SAFE)).toEqual([]);
});
