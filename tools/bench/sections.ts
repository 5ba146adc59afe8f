import { checkouts } from './checkouts';
import { type Section } from './section';

/** All sections, in the order in which they run. */
export const SECTIONS: readonly Section[] = [checkouts];
