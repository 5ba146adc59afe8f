import { type ShownMetric } from './body';

/** Values by the epoch milliseconds at which their periods begin. */
export type Series = ReadonlyMap<number, number>;

/** What is asked of CloudWatch for one metric. Times in epoch milliseconds, `to` exclusive. */
export interface Range {
  readonly from: number;
  readonly to: number;
  readonly periodSeconds: number;
}

/** Port to the figures of the metrics of a shop. */
export interface Figures {
  /** The values of each metric, in the order of the metrics. */
  read(metrics: readonly ShownMetric[], range: Range): Promise<readonly Series[]>;
}
