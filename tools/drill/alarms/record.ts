import { type Awaited, type Scenario } from './scenario';

/** A stretch by both clocks, in ms. */
export interface Span {
  /** By CloudWatch's clock. */
  readonly clockMs: number;
  readonly realMs: number;
}

/** What became of an alarm that had to ring. */
export interface Rung extends Awaited {
  /** It rang before anything was done. */
  readonly rangBefore: boolean;
  /** From the beginning until it rang; null where it did not. */
  readonly fired: Span | null;
  /** From the healing until it was over; null where it was not. */
  readonly cleared: Span | null;
  /** Who was told, for example `email ops@example.com`. */
  readonly told: readonly string[];
}

/** An alarm that told somebody although nothing that was done concerns it. */
export interface Stray {
  readonly region: string;
  readonly alarm: string;
  readonly reason: string;
}

/** A scenario as it was played. */
export interface ScenarioRun {
  readonly scenario: Scenario;
  readonly rung: readonly Rung[];
  readonly strays: readonly Stray[];
  /** Parts of composites that rang, with the time until they did and until they were over. */
  readonly parts: readonly Rung[];
  readonly realMs: number;
}

/** What shows that alarms were judged in the quiet hour, and on what was sent. */
export interface Evidence {
  /** All events that the burn rates of an objective were shares of, in a Region. */
  readonly events: readonly {
    readonly region: string;
    readonly objective: string;
    readonly events: number;
    /** Those of them that it counts as bad. */
    readonly bad: number;
  }[];
  /** Windows of burn rates that had insufficient data at its end. */
  readonly unjudged: readonly { readonly region: string; readonly alarm: string }[];
}

/** What was sent in the quiet hour, and what the shop answered. */
export interface QuietHour {
  /** Of CloudWatch's clock. */
  readonly minutes: number;
  readonly speed: number;
  readonly realMs: number;
  readonly browsed: number;
  readonly carts: number;
  /** Orders by what became of them: the status of the answer, `none` without one. */
  readonly orders: Readonly<Record<string, number>>;
  readonly priceChanges: number;
  /** Orders of each of the 24 parts, of which each stands for an hour of the day. */
  readonly byHour: readonly number[];
  /** Alarms that rang or told somebody: none, if all is well. */
  readonly rang: readonly Stray[];
  readonly evidence: Evidence;
}

/** A drill of the alarms from its first scenario to its last. */
export interface AlarmRecord {
  readonly seed: number;
  readonly runs: readonly ScenarioRun[];
  /** Null where it was not asked for. */
  readonly quietHour: QuietHour | null;
  /** Alarms that the local cloud does not evaluate, with the reason. */
  readonly notEvaluated: Readonly<Record<string, string>>;
}
