/** What identifies a metric: two that differ in one dimension are two metrics ("Amazon CloudWatch concepts", Dimensions). */
export interface MetricId {
  readonly namespace: string;
  readonly name: string;
  /** None for an account-wide metric. */
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Where alarms and readers get statistics from: the metrics of one Region. */
export interface MetricSource {
  /**
   * The statistic of each period in `[from, to)`, periods aligned to `from`, by the epoch milliseconds at which the period
   * begins. Periods without data are left out, and a metric that nobody published has none at all.
   *
   * @param stat `Sum`, `Average`, `Minimum`, `Maximum`, `SampleCount`, or an extended statistic such as `p99` or `TC(300:)`
   * @param periodSeconds seconds, a multiple of 60
   * @param from epoch ms, inclusive
   * @param to epoch ms, exclusive
   */
  statistic(
    id: MetricId,
    stat: string,
    periodSeconds: number,
    from: number,
    to: number,
  ): ReadonlyMap<number, number>;
}
