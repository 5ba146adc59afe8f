/**
 * `page` wakes somebody, `ticket` is for the working day, `part` is what a composite is made of and tells nobody.
 */
export type Severity = 'page' | 'ticket' | 'part';

/** What people are told of an alarm. */
export interface AlarmTexts {
  /** Without the deployment's name before it. */
  readonly name: string;
  /** What is going on, in words for somebody who has just been woken. */
  readonly meaning: string;
  /** The first thing to do. */
  readonly first: string;
}

/** One alarm of each Region. */
export interface AlarmEntry extends AlarmTexts {
  readonly severity: Severity;
  /** File in docs/runbooks, without `.md`. */
  readonly runbook: string;
  /** Made of others' states; any other looks at metrics. */
  readonly composite: boolean;
  /** False for anomaly bands, whose model is AWS's own. */
  readonly evaluatedLocally: boolean;
  /** Alarms any of which keeps this one quiet; none for most. */
  readonly suppressedBy: readonly string[];
}
