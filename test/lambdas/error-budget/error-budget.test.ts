import { MemoryBudgetStore, MemoryDailyMetrics } from '../../../lambdas/adapters/memory/budget-store';
import { ManualClock } from '../../../lambdas/adapters/memory/manual-clock';
import { DAY_MS, type RegionCounts } from '../../../lambdas/domain/budget/counts';
import { type DailyValues, type Objectives } from '../../../lambdas/domain/budget/measure';
import { StoreUnavailable } from '../../../lambdas/domain/errors';
import { errorBudgetFunction } from '../../../lambdas/error-budget/error-budget';
import { lambdaContext, scheduledEvent } from '../support/events';
import { RecordingTelemetry } from '../support/recording-telemetry';

const NOW = Date.UTC(2026, 10, 21, 10, 30);
const TODAY = Date.UTC(2026, 10, 21);

const series = (metric: string) => ({ namespace: 'Holdfast', metric, dimensions: {}, stat: 'Sum' });
const OBJECTIVES: Objectives = {
  series: ['OrdersFailed', 'OrdersConfirmed', 'StaleLooks', 'FreshLooks'].map(series),
  objectives: [
    { name: 'order-success', target: 99, bad: [0], total: [0, 1] },
    { name: 'order-freshness', target: 99, bad: [2], total: [2, 3] },
  ],
};

let shared: Map<string, RegionCounts>;
let telemetry: RecordingTelemetry;
beforeEach(() => {
  shared = new Map();
  telemetry = new RecordingTelemetry();
});

type Values = Readonly<Record<string, DailyValues>>;

async function run(region: string, values: Values, time = NOW): Promise<void> {
  const handler = errorBudgetFunction({
    metrics: new MemoryDailyMetrics(new Map(Object.entries(values))),
    store: new MemoryBudgetStore(shared),
    objectives: OBJECTIVES,
    region,
    regions: ['us-east-1', 'us-west-2'],
    clock: new ManualClock(NOW),
    telemetry,
  });
  await handler(scheduledEvent(new Date(time).toISOString()), lambdaContext(60_000));
}

const published = () =>
  telemetry.gauges.map(({ name, value, unit, dimensions }) => [name, value, unit, dimensions]);

it('publishes what is left of each budget: everything, where nothing was asked for', async () => {
  const failed = new Map([[TODAY - 3 * DAY_MS, 4]]);
  await run('us-east-1', { OrdersFailed: failed, OrdersConfirmed: new Map([[TODAY, 996]]) });

  expect(published()).toEqual([
    ['BudgetRemaining', 60, 'Percent', { objective: 'order-success' }],
    ['BudgetRemaining', 100, 'Percent', { objective: 'order-freshness' }],
  ]);
});

it('keeps the counts of its Region, day by day', async () => {
  await run('us-west-2', { OrdersFailed: new Map([[TODAY, 1]]), OrdersConfirmed: new Map([[TODAY, 9]]) });

  expect(shared.get('us-west-2')).toEqual({
    region: 'us-west-2',
    at: NOW,
    objectives: [
      { name: 'order-success', target: 99, days: [{ day: TODAY, bad: 1, total: 10 }] },
      { name: 'order-freshness', target: 99, days: [] },
    ],
  });
});

it('publishes the budgets of both Regions together, and says which one is spent', async () => {
  await run('us-west-2', { OrdersFailed: new Map([[TODAY, 9]]), OrdersConfirmed: new Map([[TODAY, 391]]) });
  telemetry = new RecordingTelemetry();
  await run('us-east-1', { OrdersFailed: new Map([[TODAY, 1]]), OrdersConfirmed: new Map([[TODAY, 599]]) });

  expect(telemetry.measured('BudgetRemaining')).toEqual([0, 100]);
  expect(telemetry.lines).toContainEqual({
    level: 'warn',
    message: 'an error budget is spent',
    fields: { objective: 'order-success', left: 0, bad: 10, total: 1_000, allowed: 10 },
  });
});

it('goes by the time of the event where that is ahead: what is older than the window has left it', async () => {
  const values = { OrdersFailed: new Map([[TODAY, 50]]), OrdersConfirmed: new Map([[TODAY, 50]]) };
  await run('us-east-1', values, NOW + 29 * DAY_MS);
  await run('us-east-1', values, NOW + 30 * DAY_MS);
  expect(
    telemetry.gauges.filter(({ dimensions }) => dimensions?.objective === 'order-success'),
  ).toMatchObject([{ value: -400 }, { value: 100 }]);
});

it('publishes nothing when CloudWatch gives no answer, and leaves the item as it was', async () => {
  const handler = errorBudgetFunction({
    metrics: {
      read: () => Promise.reject(new StoreUnavailable('GetMetricData: no connection', 'not_applied')),
    },
    store: new MemoryBudgetStore(shared),
    objectives: OBJECTIVES,
    region: 'us-east-1',
    regions: ['us-east-1', 'us-west-2'],
    clock: new ManualClock(NOW),
    telemetry,
  });
  const event = scheduledEvent(new Date(NOW).toISOString());
  await expect(handler(event, lambdaContext(60_000))).rejects.toThrow(StoreUnavailable);
  expect([telemetry.gauges, shared.size, telemetry.ended]).toEqual([[], 0, 1]);
});
