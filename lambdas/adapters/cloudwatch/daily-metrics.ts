import { dayOf } from '../../domain/budget/counts';
import { type DailyMetrics, type DailyValues, type Series } from '../../domain/budget/measure';
import { StoreUnavailable } from '../../domain/errors';
import { backOff, type Clock, type Random } from '../../domain/runtime';
import { type CallAws } from '../signed-call';
import { type DailyRequest, getMetricData, type PageResult } from './get-metric-data';

/** Attempts of a call. An hour later everything is read again anyway. */
const MAX_ATTEMPTS = 3;
const BACK_OFF_BASE_MS = 200;
const BACK_OFF_CAP_MS = 2_000;

/** More would be an endless list: one page takes 100,800 values, and thirty series of thirty days are 900. */
const MAX_PAGES = 20;

/** What waiting between attempts needs. */
export interface MetricsRuntime {
  readonly clock: Clock;
  readonly random: Random;
}

/** `DailyMetrics` of CloudWatch in one Region. */
export class CloudWatchDailyMetrics implements DailyMetrics {
  constructor(
    private readonly call: CallAws,
    private readonly runtime: MetricsRuntime,
  ) {}

  async read(series: readonly Series[], from: number, to: number): Promise<readonly DailyValues[]> {
    const days = series.map(() => new Map<number, number>());
    if (series.length === 0) return days;
    let token: string | undefined;
    for (let pages = 0; pages < MAX_PAGES; pages++) {
      const page = await this.page({ series, from, to }, token);
      addPage(days, page);
      token = page.next;
      if (token === undefined) return days;
    }
    throw new StoreUnavailable(`GetMetricData did not end within ${MAX_PAGES} pages`, 'not_applied');
  }

  private async page(request: DailyRequest, token: string | undefined) {
    const { clock, random } = this.runtime;
    for (let attempt = 1; ; attempt++) {
      const result = await getMetricData(this.call, request, token);
      if (result.kind === 'page') return result;
      if (!result.again || attempt === MAX_ATTEMPTS)
        throw new StoreUnavailable(`GetMetricData: ${result.reason}`, 'not_applied');
      await clock.sleep(backOff(attempt, BACK_OFF_BASE_MS, BACK_OFF_CAP_MS, random));
    }
  }
}

/** Days begin at `from`, a midnight, so that it does not matter whether CloudWatch aligns periods to it or to the day. */
function addPage(days: readonly Map<number, number>[], { values }: PageResult & { kind: 'page' }): void {
  for (const { index, timestamps, values: list } of values) {
    const sums = days[index];
    timestamps.forEach((time, n) => {
      const day = dayOf(time);
      sums?.set(day, (sums.get(day) ?? 0) + (list[n] ?? 0));
    });
  }
}
