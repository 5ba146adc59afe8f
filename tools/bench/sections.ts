import { checkouts } from './checkouts';
import { functions } from './functions';
import { growth } from './growth';
import { hotSku } from './hot-sku';
import { type Section } from './section';
import { outage } from './outage';
import { start } from './start';
import { units } from './units';

/** All sections, in the order in which they run. */
export const SECTIONS: readonly Section[] = [checkouts, hotSku, outage, units, functions, start, growth];
