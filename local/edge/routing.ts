import { z } from 'zod';
import { type KeyValueStores } from '../keyvaluestore/key-value-stores';

/** Whether the edge sends shoppers to a region, and which share of them (0 to 100). */
export interface RegionRouting {
  readonly in: boolean;
  readonly weight: number;
}

const entrySchema = z.object({ in: z.boolean(), weight: z.number().min(0).max(100) });

/** What holds without an entry, or with one that cannot be read. */
const OPEN: RegionRouting = { in: true, weight: 100 };

/** The entry of a region in the edge's key-value store, for showing it; null where there is no store. */
export function routingOf(stores: KeyValueStores, region: string): RegionRouting | null {
  const [store] = stores.values();
  if (store === undefined) return null;
  const entry = entrySchema.safeParse(parseJson(store.get(region) ?? ''));
  return entry.success ? entry.data : OPEN;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
