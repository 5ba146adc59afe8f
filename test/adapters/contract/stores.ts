import { type LedgerScan } from '../../../lambdas/domain/audit/ledger-scan';
import { type ReportStore } from '../../../lambdas/domain/audit/report';
import { type CartStore } from '../../../lambdas/domain/carts/cart';
import { type Catalogue } from '../../../lambdas/domain/catalogue/catalogue';
import { type OrderStore } from '../../../lambdas/domain/orders/order';
import { type PersonalDataStore } from '../../../lambdas/domain/personal-data/personal-data';
import { type DoneDays } from '../../../lambdas/domain/reconciliation/archive';
import { type CursorStore } from '../../../lambdas/domain/stock/cursor';
import { type StockLedger } from '../../../lambdas/domain/stock/ledger';
import { type ReceiptStore } from '../../../lambdas/domain/stock/receipt';

/** All stores of one implementation, on empty tables that they share. */
export interface Stores {
  readonly stock: StockLedger;
  readonly orders: OrderStore;
  readonly receipts: ReceiptStore;
  readonly scan: LedgerScan;
  readonly personalData: PersonalDataStore;
  readonly catalogue: Catalogue;
  readonly carts: CartStore;
  readonly reports: ReportStore;
  readonly cursors: CursorStore;
  readonly doneDays: DoneDays;
}

/** Makes new, empty stores. */
export type MakeStores = () => Promise<Stores>;
