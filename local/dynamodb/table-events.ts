/** A call of DynamoDB that was answered or throttled, as metrics see it. */
export interface TableCall {
  /** Where it was made. */
  readonly region: string;
  readonly tables: readonly string[];
  readonly kind: 'read' | 'write';
  readonly transaction: boolean;
  /** A read with strong consistency. */
  readonly strong: boolean;
  readonly throttled: boolean;
  readonly sentBytes: number;
  readonly receivedBytes: number;
}

/** A write that reached another Region, or that is still on the way there. */
export interface Replicated {
  readonly table: string;
  readonly origin: string;
  readonly target: string;
  /** Since the write. */
  readonly milliseconds: number;
}

/** Who is told of what happens to tables. */
export interface TableListener {
  called(call: TableCall): void;
  replicated(replicated: Replicated): void;
}
