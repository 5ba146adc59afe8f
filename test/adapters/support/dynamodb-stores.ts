import { DynamoDbCartStore } from '../../../lambdas/adapters/dynamodb/carts';
import { DynamoDbCatalogue } from '../../../lambdas/adapters/dynamodb/catalogue';
import { DynamoDbDoneDays } from '../../../lambdas/adapters/dynamodb/done-days';
import { DynamoDbLedgerScan } from '../../../lambdas/adapters/dynamodb/ledger-scan';
import { DynamoDbOrderStore } from '../../../lambdas/adapters/dynamodb/order-store';
import { DynamoDbPersonalData } from '../../../lambdas/adapters/dynamodb/personal-data';
import { DynamoDbReceiptStore } from '../../../lambdas/adapters/dynamodb/receipt-store';
import { DynamoDbCursorStore, DynamoDbReportStore } from '../../../lambdas/adapters/dynamodb/small-stores';
import { DynamoDbStockLedger } from '../../../lambdas/adapters/dynamodb/stock-ledger';
import { Table } from '../../../lambdas/adapters/dynamodb/table';
import { JumpingClock } from '../../../lambdas/adapters/memory/manual-clock';
import { SeededRandom } from '../../../lambdas/adapters/memory/seeded-random';
import { type Stores } from '../contract/stores';
import { type EmulatedDynamoDb } from './emulated-dynamodb';
import { ledgerDefinition, shopDefinition } from './table-definitions';

let tables = 0;

/** Makes stores on new tables of an emulator. */
export async function dynamoDbStores(dynamoDb: EmulatedDynamoDb): Promise<Stores> {
  tables += 1;
  const [ledgerName, shopName] = [`ledger-${tables}`, `shop-${tables}`];
  await dynamoDb.createTable(ledgerDefinition(ledgerName));
  await dynamoDb.createTable(shopDefinition(shopName));
  const runtime = { clock: new JumpingClock(), random: new SeededRandom(1) };
  const ledger = new Table(dynamoDb.client, ledgerName, runtime);
  const shop = new Table(dynamoDb.client, shopName, runtime);
  return {
    stock: new DynamoDbStockLedger(ledger),
    orders: new DynamoDbOrderStore(ledger),
    receipts: new DynamoDbReceiptStore(ledger),
    scan: new DynamoDbLedgerScan(ledger),
    personalData: new DynamoDbPersonalData(ledger),
    catalogue: new DynamoDbCatalogue(shop),
    carts: new DynamoDbCartStore(shop),
    reports: new DynamoDbReportStore(shop),
    cursors: new DynamoDbCursorStore(shop),
    doneDays: new DynamoDbDoneDays(shop),
  };
}
