import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  MultiRegionConsistency,
  ProjectionType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { STOCK_INDEX, WORK_INDEX } from '../names';

/** Where the Ledger lives. */
export interface LedgerTableProps {
  readonly tableName: string;
  /** Region of the replica other than the stack's own. */
  readonly replicaRegion: string;
  /** Region of the witness; the same MRSC set as the two replicas. */
  readonly witnessRegion: string;
}

/**
 * Stock, orders and receipts, with multi-Region strong consistency: a conditional write is checked against the
 * newest version in every Region, which is what keeps two Regions from selling the last unit twice.
 * MRSC rules out TTL, local indexes and transactions, and the mode of a table can never be changed.
 */
export class LedgerTable extends Construct {
  readonly table: TableV2;

  constructor(scope: Construct, id: string, props: LedgerTableProps) {
    super(scope, id);
    this.table = new TableV2(this, 'Table', {
      tableName: props.tableName,
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      billing: Billing.onDemand(),
      multiRegionConsistency: MultiRegionConsistency.STRONG,
      replicas: [{ region: props.replicaRegion }],
      witnessRegion: props.witnessRegion,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      encryption: TableEncryptionV2.dynamoOwnedKey(),
      globalSecondaryIndexes: [
        {
          indexName: WORK_INDEX,
          partitionKey: { name: 'workShard', type: AttributeType.STRING },
          sortKey: { name: 'dueAt', type: AttributeType.NUMBER },
          projectionType: ProjectionType.KEYS_ONLY,
        },
        {
          indexName: STOCK_INDEX,
          partitionKey: { name: 'stockShard', type: AttributeType.STRING },
          sortKey: { name: 'pk', type: AttributeType.STRING },
          projectionType: ProjectionType.KEYS_ONLY,
        },
      ],
    });
  }
}
