import { type ScheduledEvent } from 'aws-lambda';
import { type StockDeps } from '../domain/deps';
import { type CursorStore } from '../domain/stock/cursor';
import { settlePage } from '../domain/stock/settle-scan';
import { backgroundFunction, type BackgroundHandler } from '../shared/middleware/background-function';
import { type Schedule, scheduleOf } from '../shared/schedule/event-clock';
import { describeError, type Telemetry } from '../shared/telemetry/telemetry';

/** What settling needs. */
export interface SettleStock {
  readonly stock: StockDeps;
  readonly cursors: CursorStore;
  readonly telemetry: Telemetry;
}

/** Each Region walks through all buckets by itself, so each has a cursor of its own. */
const cursorName = (region: string): string => `settle-stock/${region}`;

/** The function behind the schedule of settling: goes on where the last run stopped, until its time is nearly over. */
export function settleStockFunction(deps: SettleStock): BackgroundHandler<ScheduledEvent, void> {
  return backgroundFunction(deps.telemetry, async (event, context) => {
    const { telemetry, stock } = deps;
    const schedule = scheduleOf(event, context, { clock: stock.clock, telemetry });
    const result = await settlePages({ ...deps, stock: { ...stock, clock: schedule.clock } }, schedule);
    telemetry.log.info('settled', { ...result });
    telemetry.count('JournalEntriesResolved', result.resolved);
    telemetry.measure('JournalLength', result.longest, 'Count');
  });
}

interface Settled {
  readonly buckets: number;
  readonly entries: number;
  /** Entries of the longest journal. */
  readonly longest: number;
  readonly resolved: number;
  /** The last bucket was reached; the next run begins with the first again. */
  readonly complete: boolean;
}

/** The cursor is saved after each page: a run that is ended early repeats one page at most. */
async function settlePages(
  { stock, cursors, telemetry }: SettleStock,
  { clock, deadline }: Schedule,
): Promise<Settled> {
  const name = cursorName(stock.settings.region);
  let cursor = await cursors.load(name);
  let total: Settled = { buckets: 0, entries: 0, longest: 0, resolved: 0, complete: false };
  while (!total.complete && clock.now() < deadline) {
    const page = await settlePage(stock, cursor);
    for (const { sku, bucket, error } of page.failures)
      telemetry.log.error('a bucket could not be settled', { sku, bucket, error: describeError(error) });
    cursor = page.cursor;
    await cursors.save(name, cursor);
    total = {
      buckets: total.buckets + page.buckets,
      entries: total.entries + page.entries,
      longest: Math.max(total.longest, page.longest),
      resolved: total.resolved + page.resolved,
      complete: cursor === undefined,
    };
  }
  return total;
}
