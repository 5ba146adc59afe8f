import { FULL_WEIGHT, isWeight } from './routing';

/** What the operators want of a Region; in the Shop table, as `SWITCH#evacuated/<region>`. */
export interface RegionSwitch {
  /** True: the Region is out of service, and its own /health says so. */
  readonly on: boolean;
  /** Share of the shoppers that it gets while it is in service, 0 to 100. */
  readonly weight: number;
}

/** A switch that nobody has set. */
export const SWITCH_OFF: RegionSwitch = { on: false, weight: FULL_WEIGHT };

/**
 * The switch as it stands in the table, whoever wrote it. Anything but a plain `true` is off, and a weight that makes
 * no sense is the full one: a typing error must not take a Region out of service.
 */
export function switchOf(on: unknown, weight: unknown): RegionSwitch {
  return { on: on === true, weight: isWeight(weight) ? weight : FULL_WEIGHT };
}
