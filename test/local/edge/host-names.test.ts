import { type Assembly } from '../../../local/assembly/assembly';
import { hostNamesOf } from '../../../local/edge/distribution/host-names';
import { resource } from '../iam/support';
import { templateWith } from './distribution';

/** An assembly whose stacks are in two Regions, one of them with nothing but a bucket. */
const assemblyWith = (config: object): Assembly => ({
  directory: '',
  regions: ['us-east-1'],
  stackRegions: ['us-east-1', 'us-west-2'],
  regionTemplate: (region) =>
    region === 'us-east-1'
      ? templateWith(config)
      : { ...templateWith({}), resources: [resource('AWS::S3::Bucket', 'bucket', {})] },
  skipped: { notNeeded: {}, unknown: {} },
});

it.each([
  ['CloudFront’s own name', {}, ['shop.cloudfront.net']],
  ['the shop’s, too', { Aliases: ['shop.example.com'] }, ['shop.cloudfront.net', 'shop.example.com']],
])('a distribution is served under %s', (_, config, names) => {
  expect([...hostNamesOf(assemblyWith(config))]).toEqual(names);
});
