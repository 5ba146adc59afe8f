import {
  isEvent,
  isMessage,
  type Owed,
  owedAfter,
  type OwedMessage,
  partsOf,
} from '../../../lambdas/domain/orders/owed';

test.each<[Owed, boolean]>([
  ['OrderPlaced', false],
  ['OrderRefunded', false],
  ['email:order-confirmed', true],
  ['sms:payment-declined', true],
])('%s is a message: %s', (owed, message) => {
  expect(isMessage(owed)).toBe(message);
  expect(isEvent(owed)).toBe(!message);
});

test.each<[OwedMessage, string, string]>([
  ['email:order-confirmed', 'email', 'order-confirmed'],
  ['sms:payment-declined', 'sms', 'payment-declined'],
])('%s goes out as %s with the template %s', (owed, channel, template) => {
  expect(partsOf(owed)).toEqual({ channel, template });
});

describe('an order that moves on', () => {
  it('owes its event, and its message on both channels', () => {
    expect(owedAfter([], 'OrderConfirmed', 'order-confirmed')).toEqual([
      'OrderConfirmed',
      'email:order-confirmed',
      'sms:order-confirmed',
    ]);
  });

  it('still owes its earlier events first, and none of its earlier messages', () => {
    const before: Owed[] = ['OrderPlaced', 'OrderConfirmed', 'email:order-confirmed', 'sms:order-confirmed'];
    expect(owedAfter(before, 'OrderRefunded', 'order-refunded')).toEqual([
      'OrderPlaced',
      'OrderConfirmed',
      'OrderRefunded',
      'email:order-refunded',
      'sms:order-refunded',
    ]);
  });
});
