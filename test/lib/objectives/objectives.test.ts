import {
  BROWSE_METHODS,
  CHECKOUT_METHODS,
  type Objective,
  OBJECTIVE_NAMES,
  type ObjectiveName,
  objectivesOf,
} from '../../../lib/objectives/objectives';
import { ROUTES } from '../../../lib/region/routes';
import { configuration } from '../synthesized';

const API = { apiName: 'holdfast', stageName: 'prod' };
const SETTINGS = {
  availability: 99.95,
  latency: 98,
  readMilliseconds: 250,
  orderMilliseconds: 2500,
  orderSuccess: 99,
  paymentSuccess: 97,
  freshness: 96,
  freshnessSeconds: 120,
};

function objective(name: ObjectiveName, changes: Readonly<Record<string, unknown>> = {}): Objective {
  const found = objectivesOf(configuration(changes), API).find((each) => each.name === name);
  if (found === undefined) throw new Error(`no objective ${name}`);
  return found;
}

const series = (terms: Objective['bad']) => terms.map(({ metric, stat }) => `${stat} of ${metric}`);

test('there is one objective of each name, in their order', () => {
  expect(objectivesOf(configuration(), API).map(({ name }) => name)).toEqual(OBJECTIVE_NAMES);
});

test.each<[ObjectiveName, number, number]>([
  ['checkout-availability', 99.9, 99.95],
  ['browse-availability', 99.9, 99.95],
  ['checkout-latency', 99, 98],
  ['browse-latency', 99, 98],
  ['order-success', 99.5, 99],
  ['payment-success', 99.5, 97],
  ['order-freshness', 99, 96],
])('%s is %d %% unless configured, say to %d', (name, usual, configured) => {
  expect(objective(name).target).toBe(usual);
  expect(objective(name, { objectives: SETTINGS }).target).toBe(configured);
});

test('every objective tells of a shopper', () => {
  for (const { title, journey } of objectivesOf(configuration(), API)) {
    expect(journey).toMatch(/^A shopper .{20,}\.$/);
    expect(title).toMatch(/^[A-Z].{5,40}$/);
  }
});

test('limits of time stand in the journeys as configured', () => {
  const journeys = (name: ObjectiveName) => objective(name, { objectives: SETTINGS }).journey;
  expect(journeys('checkout-latency')).toContain('2500 ms');
  expect(journeys('browse-latency')).toContain('250 ms');
  expect(journeys('order-freshness')).toContain('120 s');
});

test('availability counts 5xx among all calls of its methods', () => {
  const { bad, total } = objective('checkout-availability');
  const dimensions = { ApiName: 'holdfast', Method: 'POST', Resource: '/v1/orders', Stage: 'prod' };
  expect(bad).toEqual([{ namespace: 'AWS/ApiGateway', metric: '5XXError', dimensions, stat: 'Sum' }]);
  expect(total).toEqual([{ namespace: 'AWS/ApiGateway', metric: 'Count', dimensions, stat: 'SampleCount' }]);
});

test('latency counts the answers above its limit', () => {
  const { bad, total } = objective('browse-latency', { objectives: SETTINGS });
  expect(series(bad)).toEqual(Array(5).fill('TC(250:) of Latency'));
  expect(series(total)).toEqual(Array(5).fill('SampleCount of Latency'));
  expect(bad.map(({ dimensions }) => dimensions)).toEqual(total.map(({ dimensions }) => dimensions));
});

test.each<[ObjectiveName, string[], string[]]>([
  ['order-success', ['OrdersFailed'], ['OrdersFailed', 'OrdersConfirmed']],
  ['payment-success', ['PaymentsUnavailable', 'PaymentsShortCircuited'], ['PaymentCalls']],
  ['order-freshness', ['StaleLooks'], ['FreshLooks', 'StaleLooks']],
])('%s reads what the functions of this deployment count', (name, bad, total) => {
  const found = objective(name, { name: 'my-shop' });
  expect(series(found.bad)).toEqual(bad.map((metric) => `Sum of ${metric}`));
  expect(series(found.total)).toEqual(total.map((metric) => `Sum of ${metric}`));
  for (const { namespace, dimensions } of [...found.bad, ...found.total])
    expect({ namespace, dimensions }).toEqual({ namespace: 'Holdfast', dimensions: { service: 'my-shop' } });
});

test('the methods of journeys are routes of the API', () => {
  const routes = ROUTES.map(({ method, path }) => ({ method, path }));
  for (const method of [...CHECKOUT_METHODS, ...BROWSE_METHODS]) expect(routes).toContainEqual(method);
});

test('no objective has more series than an alarm takes: ten', () => {
  for (const { bad, total } of objectivesOf(configuration(), API))
    expect(bad.length + total.length).toBeLessThanOrEqual(10);
});
