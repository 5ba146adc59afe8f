import { type MemoryLedger } from '../../lambdas/adapters/memory/memory-ledger';
import { MemoryStockLedger } from '../../lambdas/adapters/memory/stock-ledger';
import { type StockLedger } from '../../lambdas/domain/stock/ledger';

/** The stock as each Region writes it: one table, strongly consistent over all Regions. */
export const stockTableOf =
  ({ ledger }: { readonly ledger: MemoryLedger }) =>
  (_region: string): StockLedger =>
    new MemoryStockLedger(ledger);
