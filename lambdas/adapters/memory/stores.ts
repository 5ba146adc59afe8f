import { MemoryCartStore } from './carts';
import { MemoryCatalogue } from './catalogue';
import { MemoryAuditQueue, MemoryOrderEvents, MemoryWorkQueue } from './hand-off';
import { MemoryLedgerScan } from './ledger-scan';
import { type MemoryLedger } from './memory-ledger';
import { MemoryOrderStore } from './order-store';
import { MemoryReceiptStore } from './receipt-store';
import { MemoryCursorStore, MemoryDoneDays, MemoryReportStore } from './small-stores';
import { MemoryMessages } from './messages';
import { MemoryPersonalData } from './personal-data';
import { type Step } from './step';
import { MemoryStockLedger } from './stock-ledger';

/** All memory adapters of one "Region" of a test, on a ledger that other Regions may share. */
export const memoryStores = (ledger: MemoryLedger, step?: Step) => ({
  stock: new MemoryStockLedger(ledger, step),
  orders: new MemoryOrderStore(ledger, step),
  receipts: new MemoryReceiptStore(ledger, step),
  scan: new MemoryLedgerScan(ledger, step),
  personalData: new MemoryPersonalData(ledger, step),
  catalogue: new MemoryCatalogue(ledger, step),
  carts: new MemoryCartStore(ledger, step),
  reports: new MemoryReportStore(ledger, step),
  cursors: new MemoryCursorStore(ledger, step),
  doneDays: new MemoryDoneDays(ledger, step),
  events: new MemoryOrderEvents(step),
  messages: new MemoryMessages(step),
  queue: new MemoryWorkQueue(step),
  audits: new MemoryAuditQueue(step),
});
