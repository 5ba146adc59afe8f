import { type Objective } from '../../../../lib/objectives/objectives';
import { type Range } from '../../../../tools/dashboards/figures';
import { gatherEvidence } from '../../../../tools/drill/alarms/quiet-hour/evidence';

const term = (metric: string) => ({
  namespace: 'Holdfast',
  metric,
  dimensions: { service: 'a' },
  stat: 'Sum',
});
const objective = (name: Objective['name'], ...total: string[]): Objective => ({
  ...{ name, title: '', journey: '', target: 99, bad: [term('Bad')] },
  total: total.map(term),
});
const view = (name: string, state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA') => ({
  ...{ region: 'us-east-1', name, state, reason: '', description: '', topics: [] },
});

it('adds up all events and the bad ones of each objective in each Region over whole minutes, and finds parts without data', async () => {
  const asked: Range[] = [];
  const evidence = await gatherEvidence({
    objectives: [objective('order-freshness', 'Fresh', 'Stale'), objective('payment-success', 'Calls')],
    regions: ['us-east-1', 'us-west-2'],
    figures: {
      read: (metrics, range) => {
        asked.push(range);
        const value = ({ region, name }: { region: string; name: string }) =>
          name.length * (region === 'us-east-1' ? 1 : 100);
        return Promise.resolve(
          metrics.map(
            (one) =>
              new Map([
                [0, value(one)],
                [60_000, value(one)],
              ]),
          ),
        );
      },
    },
    alarms: [
      view('holdfast-order-freshness-burn-6h-slow', 'INSUFFICIENT_DATA'),
      view('holdfast-order-freshness-burn-1h', 'OK'),
      view('holdfast-order-freshness-burn-5m', 'ALARM'),
      view('holdfast-orders-anomaly', 'INSUFFICIENT_DATA'),
    ],
    from: 61_000,
    to: 181_000,
  });

  expect(asked).toEqual([{ from: 60_000, to: 240_000, periodSeconds: 60 }]);
  expect(evidence.events).toEqual([
    { region: 'us-east-1', objective: 'order-freshness', events: 20, bad: 6 },
    { region: 'us-east-1', objective: 'payment-success', events: 10, bad: 6 },
    { region: 'us-west-2', objective: 'order-freshness', events: 2_000, bad: 600 },
    { region: 'us-west-2', objective: 'payment-success', events: 1_000, bad: 600 },
  ]);
  expect(evidence.unjudged).toEqual([
    { region: 'us-east-1', alarm: 'holdfast-order-freshness-burn-6h-slow' },
  ]);
});
