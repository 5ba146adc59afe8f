import { type RegionSwitch, switchOf } from '../../domain/routing/switch';
import { text } from './item';
import { type Table } from './table';

/** Succeeds where the Ledger has a quorum: a strong read, of an item that need not exist. Throws `StoreUnavailable`. */
export async function readQuorum(ledger: Table, region: string): Promise<void> {
  await ledger.get({ pk: text(`HEALTH#${region}`) });
}

/**
 * What the operators want of a Region; `npm run ops -- region` writes it (tools/ops/region). Throws
 * `StoreUnavailable`.
 */
export async function readRegionSwitch(shop: Table, region: string): Promise<RegionSwitch> {
  const key = { pk: text(`SWITCH#evacuated/${region}`), sk: text('SWITCH') };
  const item = await shop.get(key, { consistent: false });
  const weight = item?.['weight']?.N;
  return switchOf(item?.['on']?.BOOL, weight === undefined ? undefined : Number(weight));
}
