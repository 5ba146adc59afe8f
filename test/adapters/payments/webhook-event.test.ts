import { noticeOf } from '../../../lambdas/adapters/payments/stripe/webhook-event';
import { orderIdOf } from '../../../lambdas/domain/orders/identity';

const orderId = orderIdOf('key-1');
const metadata = { order_id: orderId };
const INTENT = { id: 'pi_1', object: 'payment_intent', metadata };
const CHARGE = { id: 'ch_1', object: 'charge', payment_intent: 'pi_1', metadata };

const told = (type: string, object: Record<string, unknown>) =>
  noticeOf({ id: 'evt_1', type, livemode: false, created: 1_700_000_000, data: { object } });

it('believes of a success which intent it was', () => {
  expect(told('payment_intent.succeeded', INTENT)).toEqual({ orderId, paidIntentId: 'pi_1' });
});

it.each([
  ['payment_intent.payment_failed', INTENT],
  ['payment_intent.canceled', INTENT],
  ['charge.refunded', CHARGE],
])('takes nothing from %s but the order', (type, object) => {
  expect(told(type, { ...object, status: 'succeeded' })).toEqual({ orderId });
});

it('finds the order of a refund on the intent where the charge does not name it', () => {
  expect(told('charge.refunded', { ...CHARGE, metadata: {}, payment_intent: INTENT })).toEqual({ orderId });
});

it.each([
  'charge.succeeded',
  'payment_intent.created',
  'payment_intent.processing',
  'customer.created',
  'payment_intent.succeeded ',
  'constructor',
])('takes nothing from %s', (type) => {
  expect(told(type, INTENT)).toBeUndefined();
});

it.each([
  ['no metadata', {}],
  ['metadata that is null', { metadata: null }],
  ['metadata without an order', { metadata: {} }],
  ['metadata that is no object', { metadata: orderId }],
  ['an order id of another shop', { metadata: { order_id: '1000123' } }],
  ['an order id with more behind it', { metadata: { order_id: `${orderId} ` } }],
  ['an order id that is no text', { metadata: { order_id: [orderId] } }],
])('knows no order in %s', (_, object) => {
  expect(told('payment_intent.succeeded', { id: 'pi_1', ...object })).toBeUndefined();
  expect(told('charge.refunded', { ...object, payment_intent: 'pi_1' })).toBeUndefined();
});

it('only looks when a success does not name its intent', () => {
  expect(told('payment_intent.succeeded', { metadata })).toEqual({ orderId });
  expect(told('payment_intent.succeeded', { id: 5, metadata })).toEqual({ orderId });
});
