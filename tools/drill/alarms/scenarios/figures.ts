import configuration from '../../../../holdfast.config.json';
import { type Figure } from '../aws';
import { type Scenario } from '../scenario';

const API = { ApiName: configuration.name, Stage: 'prod' };

const ofTable = (table: string): Figure => ({
  namespace: 'AWS/DynamoDB',
  name: 'ConsumedReadCapacityUnits',
  dimensions: { TableName: `${configuration.name}-${table}` },
  value: 33_000 * 60,
});

/** A minute of figures that one machine does not reach. */
const FIGURES: Readonly<Record<string, readonly Figure[]>> = {
  'lambda-concurrency': [
    { namespace: 'AWS/Lambda', name: 'ConcurrentExecutions', dimensions: {}, value: 900 },
  ],
  'api-near-throttle': [
    {
      namespace: 'AWS/ApiGateway',
      name: 'Count',
      dimensions: { ...API, Method: 'POST', Resource: '/v1/orders' },
      value: 1,
      times: 50_000,
    },
  ],
  'ledger-near-limit': [ofTable('ledger')],
  'shop-near-limit': [ofTable('shop')],
};

/** What only published figures show: limits far beyond one machine. */
export const FIGURE_SCENARIOS: readonly Scenario[] = [
  {
    name: 'figures',
    what: 'its metric is published with a value beyond the threshold, each minute',
    means: 'figures',
    fires: Object.keys(FIGURES),
    within: 8,
    minute: (stage) => stage.aws('first').publish(Object.values(FIGURES).flat()),
  },
];
