import { checkouts } from './checkouts';
import { hotSku } from './hot-sku';
import { type Section } from './section';
import { units } from './units';

/** All sections, in the order in which they run. */
export const SECTIONS: readonly Section[] = [checkouts, hotSku, units];
