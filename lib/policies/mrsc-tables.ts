import { type Breach, type Policy } from './policy';
import { asObject, type NamedResource, resourcesOfType } from './template';

/**
 * A table with multi-Region strong consistency takes neither a TTL nor local indexes. CDK and its template
 * validation accept both; DynamoDB refuses them, minutes into a deployment.
 * Source: DynamoDB developer guide, "How DynamoDB global tables work", considerations for MRSC.
 */
export const mrscTables: Policy = {
  id: 'mrsc-tables',
  description: 'DynamoDB refuses TTL and local indexes on a table with multi-Region strong consistency',
  check: (template) =>
    resourcesOfType(template, 'AWS::DynamoDB::GlobalTable')
      .filter(({ properties }) => properties['MultiRegionConsistency'] === 'STRONG')
      .flatMap((table) => [...timeToLive(table), ...localIndexes(table)]),
};

function timeToLive({ logicalId, properties }: NamedResource): readonly Breach[] {
  if (asObject(properties['TimeToLiveSpecification'])['Enabled'] !== true) return [];
  const message = 'has a TTL: keep what expires in the Shop table, which is eventually consistent';
  return [{ logicalId, location: 'Properties.TimeToLiveSpecification', message }];
}

function localIndexes({ logicalId, properties }: NamedResource): readonly Breach[] {
  if (properties['LocalSecondaryIndexes'] === undefined) return [];
  const message = 'has local secondary indexes: use a global one';
  return [{ logicalId, location: 'Properties.LocalSecondaryIndexes', message }];
}
