import { Environment } from '../../../lambdas/shared/environment';

const environment = (variables: Record<string, string>) => new Environment('place-order', variables);

it('reads texts, whole numbers and lists', () => {
  const read = environment({ A: 'text', B: '4', C: 'us-east-1, us-west-2' });
  expect([read.text('A'), read.integer('B'), read.list('C')]).toEqual([
    'text',
    4,
    ['us-east-1', 'us-west-2'],
  ]);
  expect([read.integerOr('B', 9), read.integerOr('D', 9)]).toEqual([4, 9]);
});

it.each([
  ['is missing', {}],
  ['is missing', { LEDGER_TABLE: ' ' }],
])('names the function and the variable that %s', (what, variables) => {
  expect(() => environment(variables).text('LEDGER_TABLE')).toThrow(
    `function place-order: environment variable LEDGER_TABLE ${what}; ` +
      'Lambda sets AWS_REGION, the Region stack (lib/region) everything else',
  );
});

it.each(['0', '-1', '1.5', 'four', '1e3'])('refuses %p as a whole number', (value) => {
  expect(() => environment({ STOCK_BUCKETS: value }).integer('STOCK_BUCKETS')).toThrow(
    `environment variable STOCK_BUCKETS is "${value}", not a whole number from 1`,
  );
});

it('takes one of a few words', () => {
  const read = environment({ PAYMENT_PROVIDER: 'stripe' });
  expect(read.oneOf('PAYMENT_PROVIDER', ['stripe'])).toBe('stripe');
  expect(() => read.oneOf('PAYMENT_PROVIDER', ['adyen', 'mollie'])).toThrow(
    'environment variable PAYMENT_PROVIDER is "stripe", not one of: adyen, mollie',
  );
});
