import { text } from '../adapters/dynamodb/item';
import { type Table } from '../adapters/dynamodb/table';

/** The two reads by which a Region finds out whether it can take orders. */
export interface RegionProbe {
  /** Strongly consistent; the item need not exist. Throws `StoreUnavailable`. */
  readLedger(): Promise<void>;
  /** The switch `evacuated/<region>`; a switch that nobody has set is off. Throws `StoreUnavailable`. */
  readEvacuated(): Promise<boolean>;
}

/** `RegionProbe` on both tables. */
export function regionProbe(region: string, ledger: Table, shop: Table): RegionProbe {
  return {
    async readLedger() {
      await ledger.get({ pk: text(`HEALTH#${region}`) });
    },
    async readEvacuated() {
      const key = { pk: text(`SWITCH#evacuated/${region}`), sk: text('SWITCH') };
      const item = await shop.get(key, { consistent: false });
      return item?.['on']?.BOOL === true;
    },
  };
}
