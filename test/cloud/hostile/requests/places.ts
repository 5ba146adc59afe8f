import * as fc from 'fast-check';

/** A place in a list of any length: it is counted round and round. */
export const INDEX = fc.nat(1_000);

/** The element at a place; nothing of an empty list. */
export const at = <T>(list: readonly T[], index: number): T | undefined =>
  list[index % Math.max(list.length, 1)];

/** The list with another element at a place. */
export const replaced = <T>(list: readonly T[], index: number, value: T): T[] =>
  list.map((item, place) => (place === index % list.length ? value : item));
