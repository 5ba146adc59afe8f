import { type HoldfastConfig } from '../config/schema';
import { type CountName, NAMESPACE, SERVICE_DIMENSION } from './metrics';

/** One series and how its values are put together over a window; terms of a list are added up. */
export interface MetricTerm {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** `Sum`, `SampleCount`, or `TC(300:)`: how many values are above 300. */
  readonly stat: string;
}

/** Objectives that are a share of good events; {@link STOCK_INTEGRITY} is none. */
export const OBJECTIVE_NAMES = [
  'checkout-availability',
  'browse-availability',
  'checkout-latency',
  'browse-latency',
  'order-success',
  'payment-success',
  'order-freshness',
] as const;

export type ObjectiveName = (typeof OBJECTIVE_NAMES)[number];

/** What shoppers may rely on, as a share of good events over {@link WINDOW_DAYS}. */
export interface Objective {
  readonly name: ObjectiveName;
  readonly title: string;
  /** What a shopper does, and what it is like when the objective is kept. */
  readonly journey: string;
  /** Percent of events that are good, below 100. */
  readonly target: number;
  /** Events that use up the budget. */
  readonly bad: readonly MetricTerm[];
  /** All events, the bad ones included. */
  readonly total: readonly MetricTerm[];
}

/** How API Gateway names the API in the dimensions of its metrics. */
export interface ApiDimensions {
  readonly apiName: string;
  readonly stageName: string;
}

/** A method whose calls are a part of a journey. */
export interface JourneyMethod {
  readonly method: string;
  readonly path: string;
}

/** Days over which an objective holds and its budget is counted. */
export const WINDOW_DAYS = 30;

/** Methods that take an order. */
export const CHECKOUT_METHODS: readonly JourneyMethod[] = [{ method: 'POST', path: '/v1/orders' }];

/** Methods with which shoppers look around and fill a cart: five, for an alarm takes ten metrics (docs/adr/0018). */
export const BROWSE_METHODS: readonly JourneyMethod[] = [
  { method: 'GET', path: '/v1/products' },
  { method: 'GET', path: '/v1/products/{sku}' },
  { method: 'GET', path: '/v1/carts/{cartId}' },
  { method: 'PUT', path: '/v1/carts/{cartId}/items/{sku}' },
  { method: 'DELETE', path: '/v1/carts/{cartId}/items/{sku}' },
];

/** What probes and health checks call: an evacuated Region answers it with 503 by design, so no share counts it. */
export const HEALTH_METHOD: JourneyMethod = { method: 'GET', path: '/health' };

/** The objective without a budget: a single unit that an audit cannot account for is one too many. */
export const STOCK_INTEGRITY = {
  name: 'stock-integrity',
  title: 'Stock integrity',
  journey: 'What a shopper buys exists: received equals available, held, sold and withdrawn.',
  metric: 'AuditDifferences',
} as const;

/** The objectives of a deployment, in the order in which they are shown. */
export function objectivesOf(
  { name, objectives }: Pick<HoldfastConfig, 'name' | 'objectives'>,
  api: ApiDimensions,
): readonly Objective[] {
  const own = (metric: CountName) => ownTerm(name, metric);
  const checkout = { ...api, methods: CHECKOUT_METHODS };
  const browse = { ...api, methods: BROWSE_METHODS };
  return [
    {
      name: 'checkout-availability',
      title: 'Checkout is available',
      journey: 'A shopper who places an order gets an answer of the shop, not an error of ours.',
      target: objectives.availability,
      ...answeredWithout5xx(checkout),
    },
    {
      name: 'browse-availability',
      title: 'Browsing is available',
      journey: 'A shopper who looks at products or fills a cart gets an answer, not an error of ours.',
      target: objectives.availability,
      ...answeredWithout5xx(browse),
    },
    {
      name: 'checkout-latency',
      title: 'Checkout is quick',
      journey: `A shopper who places an order knows within ${objectives.orderMilliseconds} ms how it stands.`,
      target: objectives.latency,
      ...answeredWithin(objectives.orderMilliseconds, checkout),
    },
    {
      name: 'browse-latency',
      title: 'Browsing is quick',
      journey: `A shopper sees products and cart within ${objectives.readMilliseconds} ms.`,
      target: objectives.latency,
      ...answeredWithin(objectives.readMilliseconds, browse),
    },
    {
      name: 'order-success',
      title: 'Orders succeed',
      journey: 'A shopper whose order was taken gets it confirmed; declines and own cancellations aside.',
      target: objectives.orderSuccess,
      bad: [own('OrdersFailed')],
      total: [own('OrdersFailed'), own('OrdersConfirmed')],
    },
    {
      name: 'payment-success',
      title: 'Payments get an answer',
      journey: 'A shopper pays at once: the payment provider answers when it is called.',
      target: objectives.paymentSuccess,
      bad: [own('PaymentsUnavailable'), own('PaymentsShortCircuited')],
      total: [own('PaymentCalls')],
    },
    {
      name: 'order-freshness',
      title: 'Waiting orders move on',
      journey: `A shopper whose payment was put off waits at most ${objectives.freshnessSeconds} s.`,
      target: objectives.freshness,
      bad: [own('StaleLooks')],
      total: [own('FreshLooks'), own('StaleLooks')],
    },
  ];
}

/** A count of the functions of a deployment, over a window. */
export function ownTerm(deployment: string, metric: CountName): MetricTerm {
  return {
    namespace: NAMESPACE,
    metric,
    dimensions: { [SERVICE_DIMENSION]: deployment },
    stat: 'Sum',
  };
}

interface Calls extends ApiDimensions {
  readonly methods: readonly JourneyMethod[];
}

/** API Gateway's `Count` is read as `SampleCount` (developer guide, "Amazon API Gateway dimensions and metrics"). */
const answeredWithout5xx = (calls: Calls): Pick<Objective, 'bad' | 'total'> => ({
  bad: methodTerms(calls, '5XXError', 'Sum'),
  total: methodTerms(calls, 'Count', 'SampleCount'),
});

/** A bound of `TC` leaves out what equals the lower one (CloudWatch user guide, "CloudWatch statistics definitions"). */
const answeredWithin = (milliseconds: number, calls: Calls): Pick<Objective, 'bad' | 'total'> => ({
  bad: methodTerms(calls, 'Latency', `TC(${milliseconds}:)`),
  total: methodTerms(calls, 'Latency', 'SampleCount'),
});

function methodTerms({ methods, ...api }: Calls, metric: string, stat: string): MetricTerm[] {
  return methods.map((method) => methodTerm(api, method, metric, stat));
}

/** A metric of one method, which API Gateway publishes where detailed metrics are switched on. */
export function methodTerm(
  { apiName, stageName }: ApiDimensions,
  { method, path }: JourneyMethod,
  metric: string,
  stat: string,
): MetricTerm {
  return {
    namespace: 'AWS/ApiGateway',
    metric,
    dimensions: { ApiName: apiName, Method: method, Resource: path, Stage: stageName },
    stat,
  };
}
