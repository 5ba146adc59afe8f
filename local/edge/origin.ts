/** A region's API as the edge reaches it. */
export interface Origin {
  readonly region: string;
  /** For example `http://127.0.0.1:4001`. */
  readonly url: string;
}
