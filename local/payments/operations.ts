import { ok, refused, turnedAway, type Answer } from './answer';
import { resourceMissing, unexpectedState, invalidParameter } from './errors';
import { type FormValue } from './form';
import { cancelIntent, confirmIntent, openIntent, refundCharge } from './intents';
import { pageOf, type PaymentLedger } from './ledger';
import { type Charge, type PaymentIntent } from './objects';
import {
  cancelIntentSchema,
  confirmIntentSchema,
  createIntentSchema,
  createRefundSchema,
  listSchema,
  parseParameters,
  retrieveSchema,
  type ListParameters,
} from './parameters';
import { findPaymentMethod } from './payment-methods';

type Form = Record<string, FormValue>;

/** What the operations need from outside. */
export interface OperationContext {
  readonly ledger: PaymentLedger;
  readonly now: () => Date;
  /** A new id with Stripe's prefix, for example `newId('pi')` → `pi_3f…`. */
  readonly newId: (prefix: 'pi' | 'ch' | 're') => string;
}

const seconds = (date: Date) => Math.floor(date.getTime() / 1_000);

/** The calls of Stripe's API that a shop makes for cards, on a ledger in memory. */
export class PaymentOperations {
  constructor(private readonly context: OperationContext) {}

  createIntent(form: Form, declineAll: boolean): Answer {
    const parsed = parseParameters(createIntentSchema, form);
    if (parsed.kind === 'refused') return turnedAway(parsed.refusal);
    const { confirm, payment_method: paymentMethod, currency, ...rest } = parsed.value;
    if (paymentMethod !== undefined && findPaymentMethod(paymentMethod) === undefined) {
      return turnedAway(resourceMissing(400, 'PaymentMethod', paymentMethod, 'payment_method'));
    }
    const intent = openIntent(this.context.newId('pi'), this.seconds(), {
      amount: rest.amount,
      currency: currency.toLowerCase(),
      paymentMethod,
      description: rest.description,
      metadata: rest.metadata,
    });
    this.context.ledger.put({ kind: 'intent', value: intent });
    return confirm ? this.confirm(intent, undefined, declineAll) : ok(intent);
  }

  retrieveIntent(id: string, form: Form): Answer {
    const parsed = parseParameters(retrieveSchema, form);
    if (parsed.kind === 'refused') return turnedAway(parsed.refusal);
    return this.withIntent(id, ok);
  }

  confirmIntent(id: string, form: Form, declineAll: boolean): Answer {
    const parsed = parseParameters(confirmIntentSchema, form);
    if (parsed.kind === 'refused') return turnedAway(parsed.refusal);
    return this.withIntent(id, (intent) => this.confirm(intent, parsed.value.payment_method, declineAll));
  }

  cancelIntent(id: string, form: Form): Answer {
    const parsed = parseParameters(cancelIntentSchema, form);
    if (parsed.kind === 'refused') return turnedAway(parsed.refusal);
    return this.withIntent(id, (intent) => {
      const result = cancelIntent(intent, parsed.value.cancellation_reason ?? null, this.seconds());
      if (result.kind === 'refused') return refused(result.refusal);
      this.context.ledger.put({ kind: 'intent', value: result.intent });
      return ok(result.intent);
    });
  }

  createRefund(form: Form): Answer {
    const parsed = parseParameters(createRefundSchema, form);
    if (parsed.kind === 'refused') return turnedAway(parsed.refusal);
    const { payment_intent: intentId, charge: chargeId, amount, reason, metadata } = parsed.value;
    const source = this.chargeToRefund(intentId, chargeId);
    if (!('id' in source)) return source;
    const details = { amount, reason: reason ?? null, metadata };
    const result = refundCharge(source, details, this.context.newId('re'), this.seconds());
    if (result.kind === 'refused') return refused(result.refusal);
    this.context.ledger.put({ kind: 'charge', value: result.charge });
    this.context.ledger.put({ kind: 'refund', value: result.refund });
    return ok(result.refund);
  }

  listIntents(form: Form): Answer {
    return this.list(form, this.context.ledger.intents, () => true);
  }

  listCharges(form: Form): Answer {
    return this.list(
      form,
      this.context.ledger.charges,
      (charge, wanted) =>
        wanted.payment_intent === undefined || charge.payment_intent === wanted.payment_intent,
    );
  }

  listRefunds(form: Form): Answer {
    return this.list(
      form,
      this.context.ledger.refunds,
      (refund, wanted) =>
        (wanted.payment_intent === undefined || refund.payment_intent === wanted.payment_intent) &&
        (wanted.charge === undefined || refund.charge === wanted.charge),
    );
  }

  private seconds(): number {
    return seconds(this.context.now());
  }

  private withIntent(id: string, act: (intent: PaymentIntent) => Answer): Answer {
    const intent = this.context.ledger.intents.get(id);
    return intent === undefined ? refused(resourceMissing(404, 'payment_intent', id, 'intent')) : act(intent);
  }

  private confirm(intent: PaymentIntent, paymentMethod: string | undefined, declineAll: boolean): Answer {
    const chargeId = this.context.newId('ch');
    const result = confirmIntent(intent, { paymentMethod, declineAll, chargeId, now: this.seconds() });
    if (result.kind === 'refused') return refused(result.refusal);
    this.context.ledger.put({ kind: 'intent', value: result.intent });
    this.context.ledger.put({ kind: 'charge', value: result.charge });
    return result.kind === 'declined' ? refused(result.refusal) : ok(result.intent);
  }

  private chargeToRefund(intentId: string | undefined, chargeId: string | undefined): Charge | Answer {
    const { ledger } = this.context;
    if (intentId !== undefined) {
      const intent = ledger.intents.get(intentId);
      if (intent === undefined) {
        return refused(resourceMissing(400, 'payment_intent', intentId, 'payment_intent'));
      }
      const message = `This PaymentIntent (${intentId}) does not have a successful charge to refund.`;
      return ledger.successfulCharge(intentId) ?? refused(unexpectedState(message, intent));
    }
    if (chargeId === undefined) {
      const message =
        'One of the following params should be provided for this request: payment_intent or charge.';
      return turnedAway(invalidParameter('parameter_missing', message, 'payment_intent'));
    }
    const charge = ledger.charges.get(chargeId);
    return charge?.status === 'succeeded'
      ? charge
      : refused(resourceMissing(400, 'charge', chargeId, 'charge'));
  }

  private list<T extends { id: string; created: number }>(
    form: Form,
    all: ReadonlyMap<string, T>,
    wanted: (one: T, parameters: ListParameters) => boolean,
  ): Answer {
    const parsed = parseParameters(listSchema, form);
    if (parsed.kind === 'refused') return turnedAway(parsed.refusal);
    const cursor = parsed.value.starting_after ?? parsed.value.ending_before;
    if (cursor !== undefined && !all.has(cursor)) {
      return refused(resourceMissing(400, 'object', cursor, 'starting_after'));
    }
    const matching = [...all.values()].filter((one) => wanted(one, parsed.value));
    return ok(pageOf(matching, parsed.value));
  }
}
