import { type TableCall, type Replicated } from '../../dynamodb/table-events';
import { type MetricStore } from '../store/metric-store';

/** "Read consistency" and "capacity unit consumption": a unit is 1 KB written, or 4 KB read with strong consistency. */
const WRITE_UNIT_BYTES = 1_024;
const READ_UNIT_BYTES = 4_096;

const idOf = (table: string, name: string, more: Readonly<Record<string, string>> = {}) => ({
  namespace: 'AWS/DynamoDB',
  name,
  dimensions: { TableName: table, ...more },
});

/**
 * AWS/DynamoDB of one Region ("DynamoDB metrics and dimensions"). Capacity is told from the size of bodies, in which numbers
 * and names take more room than in a table: a bound from above.
 */
export function recordTableCall(store: MetricStore, call: TableCall): void {
  const { tables, kind } = call;
  for (const table of tables) {
    if (call.throttled)
      store.add(idOf(table, kind === 'write' ? 'WriteThrottleEvents' : 'ReadThrottleEvents'), 1);
    else if (kind === 'write') store.add(idOf(table, 'ConsumedWriteCapacityUnits'), unitsWritten(call));
    else store.add(idOf(table, 'ConsumedReadCapacityUnits'), unitsRead(call));
  }
}

/** How long a write took to reach another Region, or has been on the way, now or at a time (epoch ms of CloudWatch). */
export function recordReplication(
  store: MetricStore,
  { table, target, milliseconds }: Replicated,
  at?: number,
): void {
  const id = idOf(table, 'ReplicationLatency', { ReceivingRegion: target });
  if (at === undefined) store.add(id, milliseconds);
  else store.addAt(id, at, milliseconds);
}

const unitsWritten = ({ transaction, tables, sentBytes }: TableCall): number =>
  (transaction ? 2 : 1) * Math.max(1, Math.ceil(sentBytes / tables.length / WRITE_UNIT_BYTES));

const unitsRead = ({ transaction, strong, tables, receivedBytes }: TableCall): number =>
  (transaction ? 2 : strong ? 1 : 0.5) *
  Math.max(1, Math.ceil(receivedBytes / tables.length / READ_UNIT_BYTES));
