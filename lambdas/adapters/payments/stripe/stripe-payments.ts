import { StoreUnavailable } from '../../../domain/errors';
import {
  type CancelIntentResult,
  type Charge,
  type ChargeFilter,
  type CreateIntentResult,
  type IntentState,
  type Payments,
  type RefundResult,
} from '../../../domain/payments/payments';
import { callStripe, type StripeAccount, type StripeAnswer, type StripeRequest } from './http';
import {
  cancelResultOf,
  chargeListParameters,
  chargeOf,
  createResultOf,
  intentStateOf,
  isUnknown,
  refundResultOf,
  unavailableWhileUp,
  unusable,
} from './mapping';
import { asList, type StripeCharge, type StripeRefund } from './objects';

/** How long calls may take, in milliseconds. */
export interface StripeTimeOuts {
  readonly create: number;
  readonly confirm: number;
  /** Every other call. */
  readonly other: number;
}

/**
 * While a shopper waits, who after some seconds does better to read that the order is recorded. Creating asks Stripe
 * alone, confirming the card's bank as well.
 */
export const SHOPPER_TIME_OUTS: StripeTimeOuts = { create: 2_000, confirm: 3_000, other: 3_000 };

/** While nobody waits: a bank that is slow should still be heard, and not asked twice. */
export const WORKER_TIME_OUTS: StripeTimeOuts = { create: 5_000, confirm: 10_000, other: 5_000 };

/**
 * The payment time-out: what a checkout spends on the provider at most, in milliseconds. It makes one create and one
 * confirm, and what became of a confirm without an answer is left to the workers to find out.
 */
export const PAYMENT_TIME_OUT_MS = SHOPPER_TIME_OUTS.create + SHOPPER_TIME_OUTS.confirm;

const PAGE_SIZE = 100;

const intentPath = (intentId: string): string => `/v1/payment_intents/${encodeURIComponent(intentId)}`;

/**
 * `Payments` on Stripe's PaymentIntents. Nothing is retried here: the saga knows better when to. The account
 * is asked for at every call, so that a rotated key is used without a restart.
 */
export class StripePayments implements Payments {
  constructor(
    private readonly account: () => Promise<StripeAccount>,
    private readonly timeOuts: StripeTimeOuts,
  ) {}

  /** Payment methods that need a redirect are ruled out: nobody would be there to be redirected. */
  async createIntent(request: Parameters<Payments['createIntent']>[0]): Promise<CreateIntentResult> {
    const answer = await this.call({
      method: 'POST',
      path: '/v1/payment_intents',
      parameters: {
        amount: String(request.amount.amount),
        currency: request.amount.currency.toLowerCase(),
        payment_method: request.token,
        'automatic_payment_methods[enabled]': 'true',
        'automatic_payment_methods[allow_redirects]': 'never',
        'metadata[order_id]': request.orderId,
      },
      idempotencyKey: request.idempotencyKey,
      timeOutMs: this.timeOuts.create,
    });
    return createResultOf(answer);
  }

  /** `error_on_requires_action`: a card that wants its holder to authenticate is declined, not left waiting. */
  async confirmIntent(intentId: string, idempotencyKey: string): Promise<IntentState> {
    const answer = await this.call({
      method: 'POST',
      path: `${intentPath(intentId)}/confirm`,
      parameters: { error_on_requires_action: 'true' },
      idempotencyKey,
      timeOutMs: this.timeOuts.confirm,
    });
    return intentStateOf(answer) ?? this.retrieveIntent(intentId);
  }

  async retrieveIntent(intentId: string): Promise<IntentState> {
    const answer = await this.call({
      method: 'GET',
      path: intentPath(intentId),
      timeOutMs: this.timeOuts.other,
    });
    return intentStateOf(answer) ?? unusable(answer);
  }

  async cancelIntent(intentId: string): Promise<CancelIntentResult> {
    const answer = await this.call({
      method: 'POST',
      path: `${intentPath(intentId)}/cancel`,
      timeOutMs: this.timeOuts.other,
    });
    return cancelResultOf(intentStateOf(answer) ?? (await this.retrieveIntent(intentId)));
  }

  /** Stripe repeats its first answer to a key, so whether a pending refund is done is to be seen in the list only. */
  async refund(intentId: string, idempotencyKey: string): Promise<RefundResult> {
    const answer = await this.call({
      method: 'POST',
      path: '/v1/refunds',
      parameters: { payment_intent: intentId },
      idempotencyKey,
      timeOutMs: this.timeOuts.other,
    });
    const result = refundResultOf(answer);
    const old = answer.kind === 'answer' && answer.replayed;
    return result.kind === 'processing' && old ? this.refundInList(intentId) : result;
  }

  async listCharges(
    cursor?: string,
    filter: ChargeFilter = {},
  ): Promise<{ charges: Charge[]; cursor?: string | undefined }> {
    const answer = await this.call({
      method: 'GET',
      path: '/v1/charges',
      parameters: {
        limit: String(PAGE_SIZE),
        ...(cursor === undefined ? {} : { starting_after: cursor }),
        ...chargeListParameters(filter),
      },
      timeOutMs: this.timeOuts.other,
    });
    if (filter.intentId !== undefined && isUnknown(answer)) return { charges: [] };
    const list =
      answer.kind === 'answer' && answer.status === 200 ? asList<StripeCharge>(answer.body) : undefined;
    if (list === undefined)
      throw new StoreUnavailable(
        `Stripe did not list its charges: ${unusable(answer).reason}`,
        'not_applied',
      );
    const charges = list.data.filter(({ status }) => status === 'succeeded').map(chargeOf);
    return list.has_more ? { charges, cursor: list.data.at(-1)?.id } : { charges };
  }

  private async refundInList(intentId: string): Promise<RefundResult> {
    const answer = await this.call({
      method: 'GET',
      path: '/v1/refunds',
      parameters: { payment_intent: intentId },
      timeOutMs: this.timeOuts.other,
    });
    const list = answer.kind === 'answer' ? asList<StripeRefund>(answer.body) : undefined;
    if (list === undefined) return unusable(answer);
    if (list.data.some(({ status }) => status === 'succeeded')) return { kind: 'refunded' };
    const failed =
      list.data.length > 0 && list.data.every(({ status }) => status === 'failed' || status === 'canceled');
    return failed ? unavailableWhileUp('refund failed') : { kind: 'processing' };
  }

  private async call(request: StripeRequest): Promise<StripeAnswer> {
    let account: StripeAccount;
    try {
      account = await this.account();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return { kind: 'none', reason: `the key of the Stripe account cannot be read: ${why}` };
    }
    return callStripe(account, request);
  }
}
