const string = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' });
const hash = (AttributeName: string) => ({ AttributeName, KeyType: 'HASH' });
const range = (AttributeName: string) => ({ AttributeName, KeyType: 'RANGE' });

const index = (IndexName: string, partition: string, sort: string, ProjectionType: string) => ({
  IndexName,
  KeySchema: [hash(partition), range(sort)],
  Projection: { ProjectionType },
});

/** Input of CreateTable for a Ledger, as lib/data/ledger-table.ts defines it. */
export const ledgerDefinition = (TableName: string) => ({
  TableName,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    string('pk'),
    string('workShard'),
    string('stockShard'),
    { AttributeName: 'dueAt', AttributeType: 'N' },
  ],
  KeySchema: [hash('pk')],
  GlobalSecondaryIndexes: [
    index('work', 'workShard', 'dueAt', 'KEYS_ONLY'),
    index('stock', 'stockShard', 'pk', 'KEYS_ONLY'),
  ],
});

/** Input of CreateTable for a Shop table, as lib/data/shop-table.ts defines it. */
export const shopDefinition = (TableName: string) => ({
  TableName,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [string('pk'), string('sk'), string('catalogue'), string('sku')],
  KeySchema: [hash('pk'), range('sk')],
  GlobalSecondaryIndexes: [index('catalogue', 'catalogue', 'sku', 'ALL')],
});
