import { isAbout, parseDataSubject } from '../../../lambdas/domain/personal-data/data-subject';
import { type OrderDetails } from '../../../lambdas/domain/orders/order';

const ANN = { kind: 'email', address: 'ann@example.com' };
const PHONE = { kind: 'phone', number: '+447700900123' };

test.each([
  ['ann@example.com', ANN],
  ['  Ann@Example.COM ', ANN],
  ['+447700900123', PHONE],
  [' +44 (0)7700 900-123 ', PHONE],
  [`${'a'.repeat(242)}@example.com`, { kind: 'email', address: `${'a'.repeat(242)}@example.com` }],
])('%j is understood', (text, subject) => {
  expect(parseDataSubject(text)).toEqual(subject);
});

test.each([
  '',
  'ann',
  'ann@',
  '@example.com',
  'ann@example.com bob@example.com',
  'a@b@example.com',
  '07700 900123',
  `${'a'.repeat(243)}@example.com`,
])('%j names nobody', (text) => {
  expect(parseDataSubject(text)).toBeUndefined();
});

const detailsOf = (customer: OrderDetails['customer']): OrderDetails => ({
  lines: [],
  allocations: [],
  customer,
});

test.each<[boolean, string, OrderDetails['customer']]>([
  [true, 'ann@example.com', { email: 'ANN@example.Com' }],
  [false, 'ann@example.com', { email: 'joann@example.com' }],
  [false, 'ann@example.com', { email: 'bob@example.com', name: 'ann@example.com' }],
  [true, '+447700900123', { email: 'ann@example.com', phone: '+44 (0)7700 900-123' }],
  [false, '+447700900123', { email: 'ann@example.com', phone: '07700 900123' }],
  [false, '+447700900123', { email: 'ann@example.com' }],
  [false, 'ann@example.com', { erasedAt: 1 }],
  [false, '+447700900123', { erasedAt: 1 }],
])('%j: %s is %j', (expected, text, customer) => {
  const subject = parseDataSubject(text);
  if (subject === undefined) throw new Error(`the test expects ${text} to be understood`);
  expect(isAbout(subject, detailsOf(customer))).toBe(expected);
});
