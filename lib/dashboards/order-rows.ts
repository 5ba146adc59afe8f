import { type IWidget, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { deadLetterNameOf } from '../names';
import { type DashboardContext, MINUTE } from './context';
import { percentOf } from './formulas';
import { COLOURS } from './palette';
import { type RegionMetrics } from './region-metrics';
import { graph, heading } from './widgets';

/** Rows of a Region's dashboard that show how orders come to their end. */
export function orderRows(context: DashboardContext, metrics: RegionMetrics): IWidget[][] {
  return [
    [heading('Payments')],
    payments(context, metrics),
    [heading('Orders that wait')],
    waiting(context, metrics),
    workers(context, metrics),
    [heading('Stock')],
    stock(metrics),
  ];
}

function payments({ config }: DashboardContext, metrics: RegionMetrics): IWidget[] {
  const { region } = metrics;
  const unanswered = [metrics.own('PaymentsUnavailable'), metrics.own('PaymentsShortCircuited')];
  const { paymentSuccess } = config.objectives;
  return [
    graph({
      title: 'Is the circuit open?',
      unit: '1 open, 0 closed',
      region,
      max: 1,
      lines: [metrics.own('CircuitOpen', { stat: Stats.MAXIMUM, label: 'circuit', colour: COLOURS.bad })],
    }),
    graph({
      title: 'Does the provider answer?',
      unit: 'calls a minute',
      region,
      lines: [
        metrics.own('PaymentCalls', { label: 'wanted', colour: COLOURS.good }),
        metrics.own('PaymentsUnavailable', { label: 'no answer of use', colour: COLOURS.bad }),
        metrics.own('PaymentsShortCircuited', { label: 'not made, circuit open', colour: COLOURS.waiting }),
      ],
    }),
    graph({
      title: 'How many calls get no answer?',
      unit: '% of calls',
      region,
      lines: [
        percentOf(unanswered, [metrics.own('PaymentCalls')], {
          id: 'payments',
          label: 'without an answer',
          colour: COLOURS.bad,
          period: MINUTE,
        }),
      ],
      limits: [{ value: Math.round((100 - paymentSuccess) * 1e6) / 1e6, label: 'objective' }],
    }),
    graph({
      title: 'What becomes of orders?',
      unit: 'orders a minute',
      region,
      lines: [
        metrics.own('OrdersConfirmed', { label: 'confirmed', colour: COLOURS.good }),
        metrics.own('OrdersBuffered', { label: 'payment put off', colour: COLOURS.waiting }),
        metrics.own('OrdersDeclined', { label: 'card declined', colour: COLOURS.refused }),
        metrics.own('OrdersFailed', { label: 'failed', colour: COLOURS.bad }),
      ],
    }),
  ];
}

function waiting({ config, names }: DashboardContext, metrics: RegionMetrics): IWidget[] {
  const { region } = metrics;
  const age = (queue: string, label: string, colour: typeof COLOURS.good | typeof COLOURS.neutral) =>
    metrics.queue('ApproximateAgeOfOldestMessage', queue, { label, colour });
  return [
    graph({
      title: 'How long has the oldest order waited?',
      unit: 'seconds',
      region,
      lines: [
        metrics.own('OldestBufferedOrderSeconds', {
          stat: Stats.MAXIMUM,
          label: 'oldest order',
          colour: COLOURS.waiting,
        }),
      ],
      limits: [{ value: config.objectives.freshnessSeconds, label: 'objective' }],
    }),
    graph({
      title: 'How many orders are overdue?',
      unit: 'orders',
      region,
      lines: [
        metrics.own('SweepBacklog', { stat: Stats.MAXIMUM, label: 'backlog', colour: COLOURS.waiting }),
      ],
    }),
    graph({
      title: 'How old is the oldest message?',
      unit: 'seconds',
      region,
      lines: [
        age(names.ordersQueue, 'orders', COLOURS.good),
        age(names.auditQueue, 'audit', COLOURS.neutral),
      ],
    }),
    graph({
      title: 'Are the dead-letter queues empty?',
      unit: 'messages',
      region,
      lines: [
        deadLetters(metrics, deadLetterNameOf(names.ordersQueue), 'orders', COLOURS.bad),
        deadLetters(metrics, names.eventsDeadLetterQueue, 'events', COLOURS.waiting),
        deadLetters(metrics, deadLetterNameOf(names.auditQueue), 'audit', COLOURS.neutral),
      ],
    }),
  ];
}

const deadLetters = (
  metrics: RegionMetrics,
  queue: string,
  label: string,
  colour: (typeof COLOURS)['bad' | 'waiting' | 'neutral'],
) => metrics.queue('ApproximateNumberOfMessagesVisible', queue, { label, colour });

function workers({ names }: DashboardContext, metrics: RegionMetrics): IWidget[] {
  const { region } = metrics;
  return [
    graph({
      title: 'Does the sweep run? (one a minute)',
      unit: 'runs a minute',
      region,
      lines: [metrics.own('SweepRuns', { label: 'sweeps', colour: COLOURS.good })],
    }),
    graph({
      title: 'Does the queue of orders drain?',
      unit: 'messages',
      region,
      lines: [
        metrics.queue('ApproximateNumberOfMessagesVisible', names.ordersQueue, {
          label: 'orders',
          colour: COLOURS.waiting,
        }),
      ],
    }),
    graph({
      title: 'Do messages leave?',
      unit: 'messages a minute',
      region,
      lines: [
        metrics.own('MessagesSent', { label: 'sent', colour: COLOURS.good }),
        metrics.own('MessagesUnavailable', { label: 'tried again later', colour: COLOURS.waiting }),
        metrics.own('MessagesUndeliverable', { label: 'refused for good', colour: COLOURS.bad }),
      ],
    }),
    graph({
      title: 'Do orders and charges agree?',
      unit: 'orders and charges a run',
      region,
      lines: [
        metrics.own('ConfirmedWithoutCharge', { label: 'confirmed without a charge', colour: COLOURS.bad }),
        metrics.own('ReconciliationRefundsPending', { label: 'refunds pending', colour: COLOURS.waiting }),
      ],
    }),
  ];
}

function stock(metrics: RegionMetrics): IWidget[] {
  const { region } = metrics;
  return [
    graph({
      title: 'Do buyers wait for each other?',
      unit: 'attempts a line',
      region,
      lines: [
        metrics.own('ReserveAttempts', { stat: 'p99', label: 'p99', colour: COLOURS.waiting }),
        metrics.own('ReserveAttempts', { stat: 'p50', label: 'p50', colour: COLOURS.good }),
      ],
    }),
    graph({
      title: 'How long is the longest journal?',
      unit: 'entries',
      region,
      lines: [
        metrics.own('JournalLength', { stat: Stats.MAXIMUM, label: 'journal', colour: COLOURS.neutral }),
      ],
    }),
    graph({
      title: 'What is refused to shoppers?',
      unit: 'orders a minute',
      region,
      lines: [
        metrics.own('OrdersOutOfStock', { label: 'sold out', colour: COLOURS.refused }),
        metrics.own('OrdersPriceChanged', { label: 'price changed', colour: COLOURS.neutral }),
        metrics.own('OrdersBusy', { label: 'busy', colour: COLOURS.waiting }),
      ],
    }),
    graph({
      title: 'Do the books agree?',
      unit: 'differences an audit',
      region,
      lines: [
        metrics.own('AuditDifferences', { stat: Stats.MAXIMUM, label: 'differences', colour: COLOURS.bad }),
      ],
    }),
  ];
}
