import { AttributeType, MultiRegionConsistency } from 'aws-cdk-lib/aws-dynamodb';
import { mrscTables } from '../../../lib/policies/mrsc-tables';
import { addTable, breaches } from './breaches';

const mrsc = { multiRegionConsistency: MultiRegionConsistency.STRONG, witnessRegion: 'us-east-2' };

test('a TTL is refused', () => {
  const found = breaches(mrscTables, (stack) =>
    addTable(stack, { ...mrsc, timeToLiveAttribute: 'expiresAt' }),
  );
  expect(found).toEqual([
    'Properties.TimeToLiveSpecification: has a TTL: keep what expires in the Shop table, which is eventually consistent',
  ]);
});

test('a local index is refused', () => {
  const index = { indexName: 'local', sortKey: { name: 'at', type: AttributeType.NUMBER } };
  const found = breaches(mrscTables, (stack) => addTable(stack, { ...mrsc, localSecondaryIndexes: [index] }));
  expect(found).toEqual(['Properties.LocalSecondaryIndexes: has local secondary indexes: use a global one']);
});

test('a plain MRSC table passes, and an eventually consistent one may have a TTL', () => {
  expect(breaches(mrscTables, (stack) => addTable(stack, mrsc))).toEqual([]);
  expect(breaches(mrscTables, (stack) => addTable(stack, { timeToLiveAttribute: 'expiresAt' }))).toEqual([]);
});
