import { type ImportOptions } from './options';
import { type GoodRow } from './row';

/**
 * Names a delivery: one file's content, received once. The progress file and the receipts carry it.
 *
 * @param hash of the content, so that a renamed file is still the same delivery
 */
export function deliveryId(hash: string, { delivery }: Pick<ImportOptions, 'delivery'>): string {
  return delivery === null ? hash : `${hash}-${delivery}`;
}

/**
 * The receipt of one row, the same whenever that row is imported: the shop applies each id once, so a
 * repeated import adds nothing twice. 64 bits of the hash tell any two files apart that one shop will see.
 */
export function receiptId(
  hash: string,
  { delivery }: Pick<ImportOptions, 'delivery'>,
  { row }: Pick<GoodRow, 'row'>,
): string {
  return ['import', hash.slice(0, 16), ...(delivery === null ? [] : [delivery]), String(row)].join('-');
}
