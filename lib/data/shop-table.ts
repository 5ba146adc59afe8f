import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, ProjectionType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { CATALOGUE_INDEX } from '../names';

/** Where the Shop table lives. */
export interface ShopTableProps {
  readonly tableName: string;
  /** Region of the replica other than the stack's own. */
  readonly replicaRegion: string;
}

/**
 * Products, prices, reports and cursors, with multi-Region eventual consistency: local latency, writable while
 * a Region is cut off, and the last writer wins, which is harmless for what is kept here. Never stock.
 */
export class ShopTable extends Construct {
  readonly table: TableV2;

  constructor(scope: Construct, id: string, props: ShopTableProps) {
    super(scope, id);
    this.table = new TableV2(this, 'Table', {
      tableName: props.tableName,
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billing: Billing.onDemand(),
      replicas: [{ region: props.replicaRegion }],
      timeToLiveAttribute: 'expiresAt',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      encryption: TableEncryptionV2.dynamoOwnedKey(),
      globalSecondaryIndexes: [
        {
          indexName: CATALOGUE_INDEX,
          partitionKey: { name: 'catalogue', type: AttributeType.STRING },
          sortKey: { name: 'sku', type: AttributeType.STRING },
          projectionType: ProjectionType.ALL,
        },
      ],
    });
  }
}
