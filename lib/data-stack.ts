import { Stack, type StackProps } from 'aws-cdk-lib';
import { type Construct } from 'constructs';
import { type HoldfastConfig } from './config/schema';
import { LedgerTable } from './data/ledger-table';
import { ShopSecrets } from './data/secrets';
import { ShopTable } from './data/shop-table';
import { EDGE_REGION, namesOf } from './names';

/** What the Data stack is made from. */
export interface DataStackProps extends StackProps {
  readonly config: HoldfastConfig;
}

/**
 * Everything that outlives a Region stack: both global tables and the secrets, deployed once, in the primary
 * Region, which reaches out to the other Region and to the witness by itself.
 */
export class DataStack extends Stack {
  constructor(scope: Construct, id: string, props: DataStackProps) {
    super(scope, id, props);
    const { config } = props;
    const names = namesOf(config);
    const replicaRegion = config.regions[1];
    new LedgerTable(this, 'Ledger', {
      tableName: names.ledgerTable,
      replicaRegion,
      witnessRegion: config.witness,
    });
    new ShopTable(this, 'Shop', { tableName: names.shopTable, replicaRegion });
    new ShopSecrets(this, 'Secrets', {
      paymentSecret: names.paymentSecret,
      orderTokenSecret: names.orderTokenSecret,
      edgeSecret: names.edgeSecret,
      replicaRegion,
      edgeRegion: EDGE_REGION,
    });
  }
}
