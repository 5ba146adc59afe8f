import { type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { BURN_WINDOWS } from '../alarms/burn-rates';
import { BROWSE_METHODS, CHECKOUT_METHODS, type JourneyMethod } from '../objectives/objectives';
import { type DashboardContext, FIVE_MINUTES, HOUR, MINUTE } from './context';
import { burnRate, highestOf, percentOf, rateShare, sumOf } from './formulas';
import { COLOURS, seriesColour } from './palette';
import { type RegionMetrics } from './region-metrics';
import { graph, heading, type Limit, NEAR_LIMIT } from './widgets';

/** Rows of a Region's dashboard that show what shoppers meet. */
export function shopperRows(context: DashboardContext, metrics: RegionMetrics): IWidget[][] {
  return [
    [heading('Checkout')],
    checkout(context, metrics),
    [heading('Browsing')],
    browsing(context, metrics),
    [heading('Burn rates')],
    burnRates(context, metrics),
    [heading('Traffic')],
    traffic(context, metrics),
  ];
}

function checkout({ config }: DashboardContext, metrics: RegionMetrics): IWidget[] {
  const { region } = metrics;
  const { availability, latency, orderMilliseconds } = config.objectives;
  return [
    graph({
      title: 'How many orders are tried?',
      unit: 'requests a minute',
      region,
      lines: CHECKOUT_METHODS.map((method) =>
        metrics.method('Count', method, { label: 'POST /v1/orders', colour: COLOURS.good }),
      ),
    }),
    failures(metrics, CHECKOUT_METHODS, 'How many orders fail?', availability),
    latencies(metrics, CHECKOUT_METHODS, 'How long is the usual wait?', 'p50', orderMilliseconds),
    latencies(
      metrics,
      CHECKOUT_METHODS,
      'How long does one in a hundred wait?',
      'p99',
      orderMilliseconds,
      latency,
    ),
  ];
}

function browsing({ config }: DashboardContext, metrics: RegionMetrics): IWidget[] {
  const { availability, latency, readMilliseconds } = config.objectives;
  const shown = { id: 'browse', label: 'product and cart calls', colour: COLOURS.good, period: MINUTE };
  return [
    graph({
      title: 'How much is browsed?',
      unit: 'requests a minute',
      region: metrics.region,
      lines: [
        sumOf(
          BROWSE_METHODS.map((method) => metrics.method('Count', method)),
          shown,
        ),
      ],
    }),
    failures(metrics, BROWSE_METHODS, 'How many of these calls fail?', availability),
    latencies(metrics, BROWSE_METHODS, 'How long is the usual wait?', 'p50', readMilliseconds),
    latencies(
      metrics,
      BROWSE_METHODS,
      'How long does one in a hundred wait?',
      'p99',
      readMilliseconds,
      latency,
    ),
  ];
}

function failures(
  metrics: RegionMetrics,
  methods: readonly JourneyMethod[],
  title: string,
  target: number,
): IWidget {
  const counts = (name: 'Count' | '5XXError') => methods.map((method) => metrics.method(name, method));
  const shown = { id: 'errors', label: 'answered with a 5xx', colour: COLOURS.bad, period: MINUTE };
  return graph({
    title,
    unit: '% of requests',
    region: metrics.region,
    lines: [percentOf(counts('5XXError'), counts('Count'), shown)],
    limits: [{ value: rounded(100 - target), label: `objective: ${target} % without` }],
  });
}

function latencies(
  metrics: RegionMetrics,
  methods: readonly JourneyMethod[],
  title: string,
  stat: 'p50' | 'p99',
  milliseconds: number,
  target?: number,
): IWidget {
  const promised = target === undefined ? '' : `: ${target} % within`;
  return graph({
    title,
    unit: `ms, ${stat}`,
    region: metrics.region,
    lines: methods.map((method, index) =>
      metrics.method('Latency', method, {
        stat,
        label: `${method.method} ${method.path}`,
        colour: seriesColour(index),
      }),
    ),
    limits: [{ value: milliseconds, label: `objective${promised}` }],
  });
}

/** The rates at which alarms ring, each once. */
const RATES: readonly Limit[] = [...new Set(BURN_WINDOWS.map(({ rate }) => rate))].map((rate) => ({
  value: rate,
  label: rate === 1 ? 'as fast as it may' : `${rate} times`,
}));

function burnRates({ objectives }: DashboardContext, metrics: RegionMetrics): IWidget[] {
  const over = (title: string, period: typeof HOUR) =>
    graph({
      title,
      unit: 'times the allowed rate',
      region: metrics.region,
      width: 12,
      lines: objectives.map((objective, index) =>
        burnRate(objective, metrics, {
          id: `o${index}`,
          label: objective.name,
          colour: seriesColour(index),
          period,
        }),
      ),
      limits: RATES,
    });
  return [
    over('Which budget burns now? (5 minutes)', FIVE_MINUTES),
    over('Which budget has burnt for longer? (1 hour)', HOUR),
  ];
}

function traffic(context: DashboardContext, metrics: RegionMetrics): IWidget[] {
  const { region } = metrics;
  const count = metrics.stage('Count');
  const share = (
    name: '4XXError' | '5XXError',
    id: string,
    colour: typeof COLOURS.bad | typeof COLOURS.refused,
  ) => percentOf([metrics.stage(name)], [count], { id, label: name, colour, period: MINUTE });
  return [
    throttleUse(context, metrics),
    graph({
      title: 'How many answers are refusals or errors?',
      unit: '% of requests',
      region,
      width: 8,
      lines: [share('5XXError', 'server', COLOURS.bad), share('4XXError', 'client', COLOURS.refused)],
      limits: [{ value: 5, label: 'errors-high pages' }],
    }),
    graph({
      title: 'Does a page take longer than a second?',
      unit: 'ms, p99 of the slowest route',
      region,
      width: 8,
      lines: [
        highestOf(
          BROWSE_METHODS.map((method) => metrics.method('Latency', method, { stat: 'p99' })),
          { id: 'slowest', label: 'product and cart calls', colour: COLOURS.good, period: MINUTE },
        ),
      ],
      limits: [{ value: 1000, label: 'api-slow' }],
    }),
  ];
}

/** API Gateway throttles each route for itself. */
function throttleUse({ config }: DashboardContext, metrics: RegionMetrics): IWidget {
  const { orders, default: others } = config.throttles;
  return graph({
    title: 'Is there room for more requests?',
    unit: '% of what a route lets through',
    region: metrics.region,
    width: 8,
    lines: [...CHECKOUT_METHODS, ...BROWSE_METHODS].map((method, index) =>
      rateShare(metrics.method('Count', method), (index === 0 ? orders : others).rate, {
        id: `route${index}`,
        label: `${method.method} ${method.path}`,
        colour: seriesColour(index),
        period: MINUTE,
      }),
    ),
    limits: [NEAR_LIMIT],
  });
}

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;
