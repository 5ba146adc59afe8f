/**
 * Loads each function's entry point as Lambda does: with the variables that lib/region gives it, and
 * without them.
 */
const LEDGER = {
  LEDGER_TABLE: 'holdfast-ledger',
  REGIONS: 'us-east-1,us-west-2',
  STOCK_BUCKETS: '4',
  ATTEMPT_MAX_SECONDS: '60',
};
const PAYMENT = { PAYMENT_PROVIDER: 'stripe', PAYMENT_SECRET_ID: 'holdfast/payment' };
const ORDERS_QUEUE_URL = 'https://sqs.us-east-1.amazonaws.com/111122223333/holdfast-orders';
const SAGA = {
  ...LEDGER,
  ...PAYMENT,
  SHOP_TABLE: 'holdfast-shop',
  ORDERS_QUEUE_URL,
  EVENT_BUS_NAME: 'holdfast',
  MESSAGE_SENDER: 'shop@example.com',
  HOLD_MAX_SECONDS: '86400',
};
const SHOP = { SHOP_TABLE: 'holdfast-shop' };
const TOKENS = { ORDER_TOKEN_SECRET_ID: 'holdfast/order-token' };
const AUDIT_QUEUE_URL = 'https://sqs.us-east-1.amazonaws.com/111122223333/holdfast-audit';

const FUNCTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  products: { ...SHOP, LEDGER_TABLE: 'holdfast-ledger', STOCK_BUCKETS: '4' },
  carts: SHOP,
  'place-order': { ...SAGA, ...SHOP, ...TOKENS },
  orders: { LEDGER_TABLE: 'holdfast-ledger', ...TOKENS },
  'cancel-order': { ...SAGA, ...TOKENS },
  'payment-webhook': { LEDGER_TABLE: 'holdfast-ledger', ...PAYMENT, ORDERS_QUEUE_URL },
  admin: { ...LEDGER, ...SHOP, AUDIT_QUEUE_URL },
  health: { LEDGER_TABLE: 'holdfast-ledger', ...SHOP },
  'advance-orders': { ...SAGA, WORKERS: '4' },
  'sweep-orders': { ...SAGA, FRESHNESS_SECONDS: '600' },
  'settle-stock': { ...LEDGER, ...SHOP },
  'run-audit': { ...LEDGER, ...PAYMENT, ...SHOP },
  reconcile: { LEDGER_TABLE: 'holdfast-ledger', ...PAYMENT, ...SHOP, REPORT_BUCKET: 'holdfast-reports' },
  'forget-customer': { LEDGER_TABLE: 'holdfast-ledger' },
  'error-budget': {
    ...SHOP,
    REGIONS: 'us-east-1,us-west-2',
    OBJECTIVES: '{"dimensions":[],"series":[],"objectives":[]}',
  },
  'probe-region': {
    LEDGER_TABLE: 'holdfast-ledger',
    OTHER_REGION: 'us-west-2',
    OTHER_API_URL: 'https://api.example.com/prod/',
    SHOP_URL: 'https://shop.example.com',
    ROUTING_STORE_ARN: 'arn:aws:cloudfront::111122223333:key-value-store/4b1a',
  },
};

const before = { ...process.env };

afterEach(() => {
  process.env = { ...before };
});

async function load(name: string, variables: Readonly<Record<string, string>>): Promise<unknown> {
  const everywhere = { AWS_REGION: 'us-east-1', METRICS_SERVICE: 'holdfast', POWERTOOLS_DEV: 'true' };
  process.env = { ...before, ...everywhere, ...variables };
  jest.resetModules();
  return import(`../../lambdas/${name}/handler`);
}

describe.each(Object.entries(FUNCTIONS))('%s', (name, variables) => {
  it('starts with its variables', async () => {
    expect(await load(name, variables)).toMatchObject({ handler: expect.any(Function) as unknown });
  });

  it('does not start without its table, and says so', async () => {
    const table = 'LEDGER_TABLE' in variables ? 'LEDGER_TABLE' : 'SHOP_TABLE';
    await expect(load(name, { ...variables, [table]: '' })).rejects.toThrow(
      `function ${name}: environment variable ${table} is missing`,
    );
  });
});
