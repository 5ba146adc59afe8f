/** Port to the places where scans that run in pieces remember how far they came. Throws `StoreUnavailable`. */
export interface CursorStore {
  /** The cursor saved last under this name; `undefined` means from the beginning. */
  load(name: string): Promise<string | undefined>;
  /** `undefined` forgets the cursor: the scan came to its end. */
  save(name: string, cursor: string | undefined): Promise<void>;
}
