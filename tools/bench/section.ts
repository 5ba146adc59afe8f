import { type World } from '../world';

/** What a column of figures measures. */
export interface Column {
  readonly name: string;
  /** As people read it: `ms`, `1/s`, `units`, `KB`, `MB`, `s`; empty for a count. */
  readonly unit: string;
  /** Which way is better; left out for what is neither good nor bad. */
  readonly better?: 'lower' | 'higher';
}

/** One line of figures, in the order of the columns; null where there is none. */
export interface Row {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

/** The figures of one question. Table, row and column together name a figure for good: comparisons use them. */
export interface BenchTable {
  readonly name: string;
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** What a reader must know to judge the figures. */
  readonly notes: readonly string[];
}

/** What a section measures with. */
export interface Bench {
  readonly world: World;
  /** Smaller amounts and shorter times: to try things, not to quote. */
  readonly quick: boolean;
  readonly seed: number;
  /** First port of the local cloud that the section starts. */
  readonly portBase: number;
  /** Tells on standard error what is being done. */
  readonly say: (message: string) => void;
}

/** A part of the bench that `--only` can name. */
export interface Section {
  readonly name: string;
  /** What it measures, for the usage text. */
  readonly about: string;
  /** Throws {@link BenchFailed} when it cannot measure. */
  readonly run: (bench: Bench) => Promise<readonly BenchTable[]>;
}

/** A section could not measure; the message tells why, and what to do where something can be done. */
export class BenchFailed extends Error {
  override readonly name = 'BenchFailed';
}
