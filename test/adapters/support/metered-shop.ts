import { MemoryWorkQueue } from '../../../lambdas/adapters/memory/hand-off';
import { type PlaceOrderDeps, type QueuedSagaDeps } from '../../../lambdas/domain/deps';
import { orderKey } from '../../../lambdas/domain/orders/order';
import { installedEmulator } from '../../../local/dynamodb/emulator-process';
import { startEmulator } from '../../../local/dynamodb/emulator';
import { createTable, type Table } from '../../../local/dynamodb/table';
import { type InProcessShop, inProcessShop } from '../../../tools/bench/dynamodb/in-process-shop';
import { itemBytes, type WireItem } from '../../../tools/bench/dynamodb/item-size';
import { UnitMeter } from '../../../tools/bench/dynamodb/unit-meter';
import { ledgerDefinition, shopDefinition } from './table-definitions';

/** The domain on the DynamoDB adapters, with a meter that knows what each call would cost. */
export interface MeteredShop {
  readonly shop: InProcessShop;
  readonly meter: UnitMeter;
  /** The shop's deps, with a provider whose ids are as long as Stripe's. */
  readonly deps: PlaceOrderDeps & QueuedSagaDeps;
  /** Bytes of an order's item as it stands. */
  sizeOf(orderId: string): Promise<number>;
  close(): Promise<void>;
}

const tableOf = (
  consistency: Table['consistency'],
  definition: { TableName: string; KeySchema: readonly { AttributeName: string }[] },
): Table => ({
  name: definition.TableName,
  consistency,
  regions: [],
  keys: definition.KeySchema.map(({ AttributeName }) => AttributeName),
  definition,
});

/** As long as the ids of Stripe's PaymentIntents. */
const withLongIds = ({ payments }: PlaceOrderDeps): PlaceOrderDeps['payments'] => {
  const long = (id: string) => id.padEnd(27, '3MtwBwLkdIwHu7ix28a3tqPa');
  const short = (id: string) => /^pi_\d+?(?=3Mtw)/.exec(id)?.[0] ?? id;
  return {
    createIntent: async (request) => {
      const result = await payments.createIntent(request);
      return result.kind === 'created' ? { ...result, intentId: long(result.intentId) } : result;
    },
    confirmIntent: (id, key) => payments.confirmIntent(short(id), key),
    retrieveIntent: (id) => payments.retrieveIntent(short(id)),
    cancelIntent: (id) => payments.cancelIntent(short(id)),
    refund: (id, key) => payments.refund(short(id), key),
    listCharges: (cursor) => payments.listCharges(cursor),
  };
};

/** Starts an emulator with both tables. */
export async function meteredShop(): Promise<MeteredShop> {
  const emulator = await startEmulator({ kind: installedEmulator() });
  const tables = {
    ledger: tableOf('strong', ledgerDefinition('ledger')),
    shop: tableOf('eventual', shopDefinition('shop')),
  };
  const both = [tables.ledger, tables.shop];
  for (const table of both) await createTable(emulator, table);
  const meter = new UnitMeter(emulator, new Map(both.map((table) => [table.name, table])));
  const shop = inProcessShop({ tables, answer: (call) => meter.handle(call), seed: 1 });
  const sizeOf = async (orderId: string) => {
    const input = { TableName: 'ledger', Key: { pk: { S: orderKey(orderId) } }, ConsistentRead: true };
    const { Item } = await emulator.call('GetItem', input);
    return itemBytes(Item as WireItem);
  };
  const deps = { ...shop.deps, payments: withLongIds(shop.deps), queue: new MemoryWorkQueue() };
  return { shop, meter, deps, sizeOf, close: () => emulator.close() };
}
