import { readQuorum, readRegionSwitch } from '../adapters/dynamodb/region-health';
import { type Table } from '../adapters/dynamodb/table';
import { type RegionSwitch } from '../domain/routing/switch';

/** The two reads by which a Region finds out whether it can take orders, and is meant to. */
export interface RegionProbe {
  /** Strongly consistent; the item need not exist. Throws `StoreUnavailable`. */
  readLedger(): Promise<void>;
  /** What the operators want of this Region. Throws `StoreUnavailable`. */
  readSwitch(): Promise<RegionSwitch>;
}

/** `RegionProbe` on both tables. */
export function regionProbe(region: string, ledger: Table, shop: Table): RegionProbe {
  return {
    readLedger: () => readQuorum(ledger, region),
    readSwitch: () => readRegionSwitch(shop, region),
  };
}
