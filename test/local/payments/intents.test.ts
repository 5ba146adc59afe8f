import { cancelIntent, confirmIntent, openIntent, refundCharge } from '../../../local/payments/intents';
import { type PaymentIntent } from '../../../local/payments/objects';

const NOW = 1_700_000_000;
const confirmation = { declineAll: false, chargeId: 'ch_1', now: NOW };

function intent(paymentMethod?: string): PaymentIntent {
  return openIntent('pi_1', NOW, {
    amount: 1_250,
    currency: 'gbp',
    paymentMethod,
    metadata: { order_id: 'order-1' },
  });
}

function paid(): Extract<ReturnType<typeof confirmIntent>, { kind: 'charged' }> {
  const result = confirmIntent(intent('pm_card_visa'), confirmation);
  if (result.kind !== 'charged') throw new Error(`expected a charge, got ${result.kind}`);
  return result;
}

describe('opening an intent', () => {
  it('asks for a payment method when none is given', () => {
    expect(intent().status).toBe('requires_payment_method');
  });

  it('asks for confirmation when there is one', () => {
    expect(intent('pm_card_visa').status).toBe('requires_confirmation');
  });
});

describe('confirming an intent', () => {
  it('charges the card once and carries the metadata onto the charge', () => {
    const { intent: confirmed, charge } = paid();

    expect(confirmed).toMatchObject({ status: 'succeeded', amount_received: 1_250, latest_charge: 'ch_1' });
    expect(charge).toMatchObject({ status: 'succeeded', amount: 1_250, metadata: { order_id: 'order-1' } });
  });

  it('takes a payment method with the confirmation', () => {
    const result = confirmIntent(intent(), { ...confirmation, paymentMethod: 'pm_card_visa' });

    expect(result).toMatchObject({ kind: 'charged', intent: { payment_method: 'pm_card_visa' } });
  });

  it.each([
    ['pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline'],
    ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'expired_card'],
  ])('declines %s and waits for another method', (method, code, declineCode) => {
    const result = confirmIntent(intent(method), confirmation);

    expect(result).toMatchObject({
      kind: 'declined',
      refusal: { status: 402, error: { type: 'card_error', code, decline_code: declineCode } },
      intent: { status: 'requires_payment_method', payment_method: null, last_payment_error: { code } },
      charge: { status: 'failed', paid: false },
    });
  });

  it('declines any card while the provider declines all', () => {
    const result = confirmIntent(intent('pm_card_visa'), { ...confirmation, declineAll: true });

    expect(result).toMatchObject({
      kind: 'declined',
      refusal: { error: { decline_code: 'generic_decline' } },
    });
  });

  it('refuses after a decline until another method is given', () => {
    const first = confirmIntent(intent('pm_card_visa_chargeDeclined'), confirmation);
    if (first.kind !== 'declined') throw new Error(`expected a decline, got ${first.kind}`);

    expect(confirmIntent(first.intent, confirmation)).toMatchObject({
      kind: 'refused',
      refusal: { status: 400, error: { code: 'payment_intent_unexpected_state' } },
    });
    expect(confirmIntent(first.intent, { ...confirmation, paymentMethod: 'pm_card_visa' }).kind).toBe(
      'charged',
    );
  });

  it('refuses a second charge', () => {
    expect(confirmIntent(paid().intent, confirmation)).toMatchObject({
      kind: 'refused',
      refusal: {
        status: 400,
        error: { code: 'payment_intent_unexpected_state', payment_intent: { status: 'succeeded' } },
      },
    });
  });

  it('refuses a payment method that does not exist', () => {
    const result = confirmIntent(intent(), { ...confirmation, paymentMethod: 'pm_nobody' });

    expect(result).toMatchObject({
      kind: 'refused',
      refusal: { status: 400, error: { code: 'resource_missing', param: 'payment_method' } },
    });
  });
});

describe('cancelling an intent', () => {
  it('fences it: it can never be charged again', () => {
    const result = cancelIntent(intent('pm_card_visa'), 'abandoned', NOW);
    if (result.kind !== 'canceled') throw new Error(`expected a cancellation, got ${result.kind}`);

    expect(result.intent).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned' });
    expect(confirmIntent(result.intent, confirmation).kind).toBe('refused');
  });

  it('refuses when the money has been taken', () => {
    expect(cancelIntent(paid().intent, null, NOW)).toMatchObject({
      kind: 'refused',
      refusal: { error: { code: 'payment_intent_unexpected_state' } },
    });
  });
});

describe('refunding a charge', () => {
  const details = { reason: null, metadata: {} };

  it('gives everything back once', () => {
    const first = refundCharge(paid().charge, details, 're_1', NOW);
    if (first.kind !== 'refunded') throw new Error(`expected a refund, got ${first.kind}`);

    expect(first.refund).toMatchObject({ amount: 1_250, payment_intent: 'pi_1', status: 'succeeded' });
    expect(refundCharge(first.charge, details, 're_2', NOW)).toMatchObject({
      kind: 'refused',
      refusal: { status: 400, error: { code: 'charge_already_refunded' } },
    });
  });

  it('gives parts back, never more than was taken', () => {
    const first = refundCharge(paid().charge, { ...details, amount: 1_000 }, 're_1', NOW);
    if (first.kind !== 'refunded') throw new Error(`expected a refund, got ${first.kind}`);

    expect(first.charge).toMatchObject({ amount_refunded: 1_000, refunded: false });
    expect(refundCharge(first.charge, { ...details, amount: 251 }, 're_2', NOW).kind).toBe('refused');
    expect(refundCharge(first.charge, { ...details, amount: 250 }, 're_2', NOW)).toMatchObject({
      charge: { refunded: true },
    });
  });
});
