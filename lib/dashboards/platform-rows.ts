import {
  type IWidget,
  Stats,
  TableSummaryColumn,
  TableThreshold,
  TableWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { FUNCTIONS } from '../function-folders';
import { type DashboardContext, MINUTE } from './context';
import { levelShare, rateShare } from './formulas';
import { type Colour, COLOURS } from './palette';
import { type FunctionMetric, type RegionMetrics } from './region-metrics';
import { graph, heading, NEAR_LIMIT } from './widgets';

/** Where this Region's dashboard stands: what it shows of the other one is how its own probe sees it. */
export interface PlatformProps {
  readonly metrics: RegionMetrics;
  readonly otherRegion: string;
}

/** Rows of a Region's dashboard that show what the shop stands on. */
export function platformRows(context: DashboardContext, props: PlatformProps): IWidget[][] {
  return [
    [heading('Tables')],
    tables(context, props),
    [heading('Functions')],
    functions(context, props.metrics),
    [heading('Probes')],
    probes(props),
  ];
}

function tables(context: DashboardContext, { metrics, otherRegion }: PlatformProps): IWidget[] {
  const { names } = context;
  const { region } = metrics;
  return [
    units(context, metrics),
    graph({
      title: 'Do the tables refuse requests?',
      unit: 'requests a minute',
      region,
      lines: [
        metrics.table('WriteThrottleEvents', names.ledgerTable, {
          label: 'Ledger, writes',
          colour: COLOURS.good,
        }),
        metrics.table('ReadThrottleEvents', names.ledgerTable, {
          label: 'Ledger, reads',
          colour: COLOURS.refused,
        }),
        metrics.table('WriteThrottleEvents', names.shopTable, {
          label: 'Shop, writes',
          colour: COLOURS.waiting,
        }),
        metrics.table('ReadThrottleEvents', names.shopTable, {
          label: 'Shop, reads',
          colour: COLOURS.neutral,
        }),
      ],
    }),
    graph({
      title: `How late is the copy in ${otherRegion}?`,
      unit: 'ms',
      region,
      lines: [
        metrics.replication(names.shopTable, otherRegion, {
          label: 'Shop, replication',
          colour: COLOURS.good,
        }),
      ],
    }),
    graph({
      title: 'Is a table out of reach?',
      unit: 'answers a minute',
      region,
      lines: [
        metrics.own('StoreUnavailable', { label: 'store unavailable', colour: COLOURS.bad }),
        metrics.own('InternalErrors', { label: 'other errors', colour: COLOURS.neutral }),
      ],
    }),
  ];
}

/** Shares of the limits: in units the lines would lie on the axis, so much does a table take. */
function units({ names, config }: DashboardContext, metrics: RegionMetrics): IWidget {
  const { tableWriteUnits, tableReadUnits } = config.limits;
  const writes = (table: string) => metrics.table('ConsumedWriteCapacityUnits', table);
  const reads = (table: string) => metrics.table('ConsumedReadCapacityUnits', table);
  const shown = (id: string, label: string, colour: Colour) => ({ id, label, colour, period: MINUTE });
  return graph({
    title: 'Is there room for more reads and writes?',
    unit: '% of what a table takes',
    region: metrics.region,
    lines: [
      rateShare(writes(names.ledgerTable), tableWriteUnits, shown('lw', 'Ledger, writes', COLOURS.good)),
      rateShare(reads(names.ledgerTable), tableReadUnits, shown('lr', 'Ledger, reads', COLOURS.refused)),
      rateShare(writes(names.shopTable), tableWriteUnits, shown('sw', 'Shop, writes', COLOURS.waiting)),
      rateShare(reads(names.shopTable), tableReadUnits, shown('sr', 'Shop, reads', COLOURS.neutral)),
    ],
    limits: [NEAR_LIMIT],
  });
}

function functions({ names, config }: DashboardContext, metrics: RegionMetrics): IWidget[] {
  const { region } = metrics;
  const each = (name: FunctionMetric, stat: string) =>
    FUNCTIONS.map((folder) => metrics.function(name, names.functionNamed(folder), { stat, label: folder }));
  return [
    graph({
      title: 'Is there room for more calls?',
      unit: '% of concurrent executions',
      region,
      lines: [
        levelShare(
          metrics.account('ConcurrentExecutions', { stat: Stats.MAXIMUM }),
          config.limits.lambdaConcurrency,
          { id: 'busy', label: 'all functions', colour: COLOURS.good, period: MINUTE },
        ),
      ],
      limits: [NEAR_LIMIT],
    }),
    graph({
      title: 'Does Lambda refuse calls?',
      unit: 'calls a minute',
      region,
      lines: [metrics.account('Throttles', { label: 'throttled', colour: COLOURS.bad })],
    }),
    overview(
      'Which function fails? (errors)',
      region,
      each('Errors', Stats.SUM),
      TableThreshold.above(0, COLOURS.bad),
    ),
    overview('Which function is slow? (ms, p99)', region, each('Duration', 'p99')),
  ];
}

/** One row for each function: sixteen lines in a graph are not told apart. */
const overview = (
  title: string,
  region: string,
  metrics: ReturnType<RegionMetrics['function']>[],
  threshold?: TableThreshold,
): TableWidget =>
  new TableWidget({
    title,
    region,
    metrics,
    width: 6,
    height: 8,
    summary: {
      columns: [TableSummaryColumn.MAXIMUM, TableSummaryColumn.AVERAGE],
      hideNonSummaryColumns: true,
    },
    ...(threshold !== undefined && { thresholds: [threshold] }),
  });

function probes({ metrics, otherRegion }: PlatformProps): IWidget[] {
  const { region } = metrics;
  return [
    graph({
      title: `Is ${otherRegion} well, is this Region fit to say so, is the entry open?`,
      unit: '1 yes, 0 no',
      region,
      max: 1,
      width: 8,
      lines: [
        metrics.own('OtherRegionHealthy', { stat: Stats.MINIMUM, label: otherRegion, colour: COLOURS.good }),
        metrics.own('ObserverHealthy', {
          stat: Stats.MINIMUM,
          label: 'fit to judge',
          colour: COLOURS.neutral,
        }),
        metrics.own('EntryHealthy', { stat: Stats.MINIMUM, label: 'the entry', colour: COLOURS.waiting }),
      ],
    }),
    graph({
      title: 'What do looks at the other Region show?',
      unit: 'looks a minute',
      region,
      width: 8,
      lines: [
        metrics.own('ProbeLooksFailed', { label: 'failed', colour: COLOURS.bad }),
        metrics.own('ProbeLooksUnclear', { label: 'turned away', colour: COLOURS.waiting }),
        metrics.own('ProbesBlind', { label: 'not fit to judge', colour: COLOURS.neutral }),
      ],
    }),
    graph({
      title: 'Did the routing at the edge change?',
      unit: 'changes a minute',
      region,
      width: 8,
      lines: [
        metrics.own('RoutingChanged', { label: 'changed', colour: COLOURS.waiting }),
        metrics.own('RoutingUnavailable', { label: 'could not be changed', colour: COLOURS.bad }),
      ],
    }),
  ];
}
