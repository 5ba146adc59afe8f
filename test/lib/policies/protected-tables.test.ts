import { RemovalPolicy } from 'aws-cdk-lib';
import { type TablePropsV2 } from 'aws-cdk-lib/aws-dynamodb';
import { protectedTables } from '../../../lib/policies/protected-tables';
import { addTable, breaches } from './breaches';

const safe: Partial<TablePropsV2> = {
  deletionProtection: true,
  pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
  removalPolicy: RemovalPolicy.RETAIN,
};

test('a table that goes with its stack is refused', () => {
  const found = breaches(protectedTables, (stack) =>
    addTable(stack, { ...safe, removalPolicy: RemovalPolicy.DESTROY }),
  );
  expect(found).toEqual(['DeletionPolicy: is deleted with its stack (DeletionPolicy Delete): set Retain']);
});

test('a single replica without protection is refused', () => {
  const replicas = [
    {
      region: 'us-west-2',
      deletionProtection: false,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: false },
    },
  ];
  expect(breaches(protectedTables, (stack) => addTable(stack, { ...safe, replicas }))).toEqual([
    'Properties.Replicas.0: has no point-in-time recovery in us-west-2',
    'Properties.Replicas.0: has no deletion protection in us-west-2',
  ]);
});

test('protection everywhere passes', () => {
  expect(breaches(protectedTables, (stack) => addTable(stack, safe))).toEqual([]);
});
