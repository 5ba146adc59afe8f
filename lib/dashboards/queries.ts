/** Where the lines are that a query reads: the API's access log, or the logs of functions by their folders. */
export type LogSource = 'access-log' | readonly string[];

/** A query of CloudWatch Logs Insights that is saved for operators. */
export interface SavedQuery {
  /** That of the runbook which it is for, without `.md`; one for no single runbook is called by what it shows. */
  readonly name: string;
  readonly source: LogSource;
  /** Commands, one a line (CloudWatch Logs user guide, "CloudWatch Logs Insights query syntax"). */
  readonly commands: readonly string[];
}

/** Commands after the first stand behind a pipe. */
export const queryText = ({ commands }: SavedQuery): string => commands.join('\n| ');
