import { type Facts } from './facts';
import { type Span } from './orders';

/** Something that cannot have happened in a shop that keeps its promises. */
export interface Finding {
  readonly rule: string;
  /** What contradicts what. */
  readonly what: string;
  /** Lines of the file that show it, the one at fault last. */
  readonly lines: readonly number[];
  /** From the first request to the last answer of those lines, in ms since the recording began. */
  readonly span: Span;
  /** The Idempotency-Key. */
  readonly key?: string;
  readonly orderId?: string;
  readonly sku?: string;
}

/** What a rule found, and how much it looked at. */
export interface Checked {
  readonly checked: number;
  readonly findings: readonly Finding[];
}

/** One thing that must hold. */
export interface Rule {
  readonly name: string;
  /** What ought to be so, as a report says it. */
  readonly claim: string;
  check(facts: Facts): Checked;
}

/** What a finding is about; ascending by time, the operation at fault last. */
export interface About extends Pick<Finding, 'key' | 'orderId' | 'sku'> {
  readonly operations: readonly { readonly line: number; readonly sent: number; readonly answered: number }[];
}

/** Puts a finding together. */
export function finding(rule: string, what: string, { operations, ...about }: About): Finding {
  const span = {
    from: Math.min(...operations.map(({ sent }) => sent)),
    to: Math.max(...operations.map(({ answered }) => answered)),
  };
  return { rule, what, lines: operations.map(({ line }) => line), span, ...about };
}
