import { Match, type Template } from 'aws-cdk-lib/assertions';
import { Environment } from '../../lambdas/shared/environment';
import { objectivesOf as unpacked } from '../../lambdas/error-budget/objectives';
import { type HoldfastConfig } from '../../lib/config/schema';
import { type MetricTerm, objectivesOf, WINDOW_DAYS } from '../../lib/objectives/objectives';
import { WINDOW_DAYS as COUNTED_DAYS } from '../../lambdas/domain/budget/counts';
import { configuration, primaryRegion } from './synthesized';

/** The longest name that a deployment may have. */
const LONGEST = configuration({ name: 'a-shop-with-a-long-name1' });

let region: Template;
beforeAll(() => (region = primaryRegion(LONGEST)));

function variables(): Readonly<Record<string, string>> {
  const [found] = Object.values(
    region.findResources('AWS::Lambda::Function', {
      Properties: { FunctionName: `${LONGEST.name}-error-budget` },
    }),
  );
  const properties = found?.['Properties'] as { Environment: { Variables: Record<string, string> } };
  return properties.Environment.Variables;
}

const expected = (config: HoldfastConfig) =>
  objectivesOf(config, { apiName: config.name, stageName: 'prod' });

it('the function is started every hour', () => {
  region.hasResourceProperties('AWS::Events::Rule', {
    ScheduleExpression: 'rate(1 hour)',
    State: 'ENABLED',
    Targets: [Match.objectLike({ RetryPolicy: Match.objectLike({ MaximumRetryAttempts: 0 }) })],
  });
});

it('what the function reads from its environment are the objectives of the configuration', () => {
  const { series, objectives } = unpacked(new Environment('error-budget', variables()));

  const terms = (indexes: readonly number[]): (MetricTerm | undefined)[] => indexes.map((at) => series[at]);
  const read = objectives.map(({ name, target, bad, total }) => ({
    name,
    target,
    bad: terms(bad),
    total: terms(total),
  }));
  const wanted = expected(LONGEST).map(({ name, target, bad, total }) => ({ name, target, bad, total }));
  expect(read).toEqual(wanted);
});

it('a series that several objectives count is asked for once', () => {
  const { series } = unpacked(new Environment('error-budget', variables()));
  expect(new Set(series.map((one) => JSON.stringify(one))).size).toBe(series.length);
  // GetMetricData takes 500 at a time, and each costs a hundred-thousandth of a dollar every hour.
  expect(series.length).toBeLessThanOrEqual(40);
});

it('all variables fit into the 4 KB that a function may have, with room to spare', () => {
  const bytes = Object.entries(variables()).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value),
    0,
  );
  expect(bytes).toBeLessThan(3_584);
});

it('functions and infrastructure mean the same window', () => {
  expect(COUNTED_DAYS).toBe(WINDOW_DAYS);
});
