import { type Policy } from './policy';
import { asObject, type NamedResource, resourcesOfType } from './template';

const BLOCKS = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'] as const;

/** Nothing of the shop is read from S3 by the public: the storefront comes through CloudFront. */
export const privateBuckets: Policy = {
  id: 'private-buckets',
  description: 'Buckets block public access in all four ways, take no ACLs and are encrypted',
  check: (template) => resourcesOfType(template, 'AWS::S3::Bucket').flatMap(bucketBreaches),
};

function bucketBreaches({ logicalId, properties }: NamedResource) {
  const blocks = asObject(properties['PublicAccessBlockConfiguration']);
  const open = BLOCKS.filter((block) => blocks[block] !== true);
  const found = [
    ...(open.length > 0 ? [['PublicAccessBlockConfiguration', `leaves out ${open.join(', ')}`]] : []),
    ...(ownership(properties) === 'BucketOwnerEnforced'
      ? []
      : [['OwnershipControls', 'takes ACLs: set BucketOwnerEnforced']]),
    ...(properties['BucketEncryption'] === undefined ? [['BucketEncryption', 'states no encryption']] : []),
  ];
  return found.map(([property = '', message = '']) => ({
    logicalId,
    location: `Properties.${property}`,
    message,
  }));
}

function ownership(properties: NamedResource['properties']): unknown {
  const rules = asObject(properties['OwnershipControls'])['Rules'];
  return Array.isArray(rules) ? asObject(rules[0])['ObjectOwnership'] : undefined;
}
