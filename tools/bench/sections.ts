import { checkouts } from './checkouts';
import { functions } from './functions';
import { growth } from './growth';
import { hotSku } from './hot-sku';
import { type Section } from './section';
import { start } from './start';
import { units } from './units';

/** All sections, in the order in which they run. */
export const SECTIONS: readonly Section[] = [checkouts, hotSku, units, functions, start, growth];
