import { Duration } from 'aws-cdk-lib';
import { type MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  burnRate,
  highestOf,
  levelShare,
  percentOf,
  rateShare,
  type ShownResult,
  sumOf,
} from '../../../lib/dashboards/formulas';
import { COLOURS } from '../../../lib/dashboards/palette';
import { RegionMetrics } from '../../../lib/dashboards/region-metrics';
import { evaluateId } from '../../../local/cloudwatch/evaluation/math/evaluate';
import { parseExpression } from '../../../local/cloudwatch/evaluation/math/parse';
import { seriesOf } from '../../../local/cloudwatch/evaluation/math/value';
import { type Objective } from '../../../lib/objectives/objectives';

const SHOWN: ShownResult = { id: 'x', label: 'x', colour: COLOURS.good, period: Duration.minutes(5) };
const metric = (metricName: string) => new Metric({ namespace: 'Holdfast', metricName });

/** What a formula gives for one period of 5 minutes, as the local CloudWatch reckons it; `null` stands for no value. */
function valueOf({ expression }: MathExpression, values: Readonly<Record<string, number | null>>): number {
  const metrics = new Map(Object.entries(values).map(([id, value]) => [id, seriesOf([[0, value]])]));
  const grid = { from: 0, periodSeconds: 300, count: 1 };
  const result = evaluateId('result', 0, {
    grid,
    metrics,
    expressions: new Map([['result', parseExpression(expression)]]),
  });
  if (result.kind !== 'series') throw new Error(`${expression} gives a ${result.kind}`);
  return result.series.get(0) ?? Number.NaN;
}

describe('sumOf', () => {
  const sum = sumOf([metric('a'), metric('b')], SHOWN);
  test('adds up', () => expect(valueOf(sum, { xs0: 2, xs1: 3 })).toBe(5));
  test('is 0 where nothing happened', () => expect(valueOf(sum, { xs0: null, xs1: null })).toBe(0));
  test('takes a Region without values as 0', () => expect(valueOf(sum, { xs0: 2, xs1: null })).toBe(2));
});

describe('percentOf', () => {
  const share = percentOf([metric('bad')], [metric('good'), metric('bad too')], SHOWN);
  test('is a share in percent', () => expect(valueOf(share, { xp0: 1, xt0: 3, xt1: 1 })).toBe(25));
  test('takes a route without calls as 0', () =>
    expect(valueOf(share, { xp0: 1, xt0: 4, xt1: null })).toBe(25));
  test('is 0 where nothing happened', () =>
    expect(valueOf(share, { xp0: null, xt0: null, xt1: null })).toBe(0));
});

test('highestOf takes the slowest route', () => {
  expect(valueOf(highestOf([metric('a'), metric('b')], SHOWN), { xh0: 3, xh1: 7 })).toBe(7);
});

test('rateShare divides a sum by its period before it compares it with a limit a second', () => {
  expect(valueOf(rateShare(metric('calls'), 100, SHOWN), { xc: 300 * 80 })).toBe(80);
});

test('levelShare compares a level with its limit', () => {
  expect(valueOf(levelShare(metric('executions'), 1000, SHOWN), { xc: 250 })).toBe(25);
});

describe('burnRate', () => {
  const term = (name: string) => ({ namespace: 'Holdfast', metric: name, dimensions: {}, stat: 'Sum' });
  const objective: Objective = {
    name: 'order-success',
    title: '',
    journey: '',
    target: 99.9,
    bad: [term('failed')],
    total: [term('failed'), term('confirmed')],
  };
  const metrics = new RegionMetrics(
    'us-east-1',
    'shop',
    { apiName: 'a', stageName: 's' },
    Duration.minutes(1),
  );
  const rate = burnRate(objective, metrics, SHOWN);

  test('is 1 when exactly the allowed share is bad', () => {
    expect(valueOf(rate, { xp0: 1, xt0: 1, xt1: 999 })).toBeCloseTo(1, 10);
  });
  test('is 14.4 at 1.44 % of an objective of 99.9 %', () => {
    expect(valueOf(rate, { xp0: 144, xt0: 144, xt1: 9856 })).toBeCloseTo(14.4, 10);
  });
  test('reads its terms over its own period', () => {
    const periods = Object.values(rate.usingMetrics).map((used) => (used as Metric).period.toSeconds());
    expect(periods).toEqual([300, 300, 300]);
  });
});
