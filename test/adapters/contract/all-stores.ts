import { cartStoreContract } from './carts';
import { catalogueContract } from './catalogue';
import { ledgerScanContract } from './ledger-scan';
import { orderStoreContract } from './order-store';
import { personalDataContract } from './personal-data';
import { receiptStoreContract } from './receipt-store';
import { smallStoresContract } from './small-stores';
import { stockLedgerContract } from './stock-ledger';
import { type MakeStores } from './stores';

/** The contracts of all stores, for one implementation. */
export function storesContract(make: MakeStores): void {
  describe('StockLedger', () => stockLedgerContract(make));
  describe('OrderStore', () => orderStoreContract(make));
  describe('ReceiptStore', () => receiptStoreContract(make));
  describe('LedgerScan', () => ledgerScanContract(make));
  describe('PersonalDataStore', () => personalDataContract(make));
  describe('Catalogue', () => catalogueContract(make));
  describe('CartStore', () => cartStoreContract(make));
  describe('ReportStore, CursorStore and DoneDays', () => smallStoresContract(make));
}
