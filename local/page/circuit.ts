import { z } from 'zod';
import { type GlobalTables } from '../dynamodb/global-tables';
import { type CircuitView } from './shape';

const number = z.object({ N: z.coerce.number() }).transform(({ N }) => N);

const itemSchema = z.object({
  kind: z.object({ S: z.string() }).transform(({ S }) => S),
  since: number,
  trips: number,
  probeAt: number.optional(),
});

const isoOf = (time: number): string => new Date(time).toISOString();

/** Reads a Region's own circuit of the payment provider from its copy of the Shop table. */
export async function readCircuit(
  tables: GlobalTables,
  tableName: string,
  region: string,
): Promise<CircuitView | null> {
  const Key = { pk: { S: `CIRCUIT#payments#${region}` }, sk: { S: 'STATE' } };
  const { Item } = await tables.look(tableName, 'GetItem', { TableName: tableName, Key }, region);
  const { data } = itemSchema.safeParse(Item);
  if (data === undefined) return null;
  const { kind, since, trips, probeAt } = data;
  return {
    state: kind,
    since: isoOf(since),
    trips,
    probeAt: probeAt === undefined ? null : isoOf(probeAt),
  };
}
