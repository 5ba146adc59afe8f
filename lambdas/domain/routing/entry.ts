/** What asking the shop by its own address showed of the entry: whatever stands before the Regions. */
export type EntryLook =
  /** A Region's health check answered, whatever it said: the way to it is open. */
  | { readonly kind: 'open' }
  /** Nobody answered, or somebody who is no Region: shoppers do not get in. */
  | { readonly kind: 'closed'; readonly why: string }
  /** Turned away for asking too often, with others of the same address: nothing is shown. */
  | { readonly kind: 'unclear'; readonly why: string };

/** Asks for the shop by the address that shoppers use. Never throws; ends within {@link ENTRY_LIMIT_MS}. */
export interface EntryLookout {
  look(): Promise<EntryLook>;
}

/**
 * How long the entry may take. Longer than a look at a Region, for the entry tries a read at the second Region when the
 * first one is slow; a shopper who waits longer has left.
 */
export const ENTRY_LIMIT_MS = 5_000;
