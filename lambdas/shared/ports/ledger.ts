import { DynamoDbOrderStore } from '../../adapters/dynamodb/order-store';
import { DynamoDbReceiptStore } from '../../adapters/dynamodb/receipt-store';
import { DynamoDbStockLedger } from '../../adapters/dynamodb/stock-ledger';
import { type Table } from '../../adapters/dynamodb/table';
import { type StockDeps } from '../../domain/deps';
import { watchCalls } from '../telemetry/watch-calls';
import { type FunctionRuntime } from './runtime';
import { settingsOf } from './settings';

/** What the rules of the stock ledger need, on the Ledger table. Throws `WrongEnvironment`. */
export function stockDepsOn(ledger: Table, runtime: FunctionRuntime): StockDeps {
  return {
    stock: watchCalls('stock', new DynamoDbStockLedger(ledger), runtime),
    orders: watchCalls('orders', new DynamoDbOrderStore(ledger), runtime),
    receipts: watchCalls('receipts', new DynamoDbReceiptStore(ledger), runtime),
    clock: runtime.clock,
    random: runtime.random,
    settings: settingsOf(runtime),
  };
}
