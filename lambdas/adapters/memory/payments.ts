import { StoreUnavailable } from '../../domain/errors';
import { type Money } from '../../domain/money';
import {
  type CancelIntentResult,
  type Charge,
  type ChargeFilter,
  type CreateIntentResult,
  type IntentState,
  type Payments,
  type RefundResult,
  type Unavailable,
} from '../../domain/payments/payments';
import { type Clock } from '../../domain/runtime';
import { decodeCursor, encodeCursor } from '../cursor';
import { atomically, type Step } from './step';

/** Stripe's test payment method whose charges are declined; every other token succeeds. */
const DECLINED_TOKEN = 'pm_card_visa_chargeDeclined';
const PAGE_SIZE = 100;

interface Intent {
  readonly id: string;
  readonly orderId: string;
  readonly amount: Money;
  readonly token: string;
  readonly state: 'unconfirmed' | 'declined' | 'succeeded' | 'cancelled';
  readonly refunded: boolean;
  /** When it succeeded. */
  readonly at: number;
}

/** The provider's own records, shared by the `MemoryPayments` of all "Regions" of a test. */
export class MemoryProvider {
  /** By intent id, in order of creation. */
  readonly intents = new Map<string, Intent>();
  /** Idempotency keys of creations. */
  readonly keys = new Map<string, string>();

  constructor(readonly clock: Clock) {}
}

/**
 * `Payments` in memory, with the states that Stripe's PaymentIntents have. A `StoreUnavailable` thrown
 * by the step hook becomes the answer `unavailable`; anything else goes through, as a crash does.
 */
export class MemoryPayments implements Payments {
  constructor(
    private readonly provider: MemoryProvider,
    private readonly step?: Step,
  ) {}

  async createIntent(request: Parameters<Payments['createIntent']>[0]): Promise<CreateIntentResult> {
    return this.call('payments.createIntent', () => {
      const { intents, keys } = this.provider;
      const known = keys.get(request.idempotencyKey);
      if (known !== undefined) return { kind: 'created', intentId: known };
      const { orderId, amount, token } = request;
      const id = `pi_${intents.size + 1}`;
      intents.set(id, { id, orderId, amount, token, state: 'unconfirmed', refunded: false, at: 0 });
      keys.set(request.idempotencyKey, id);
      return { kind: 'created', intentId: id };
    });
  }

  async confirmIntent(intentId: string, _idempotencyKey: string): Promise<IntentState> {
    return this.call('payments.confirmIntent', () => {
      const intent = this.find(intentId);
      if (intent?.state !== 'unconfirmed') return stateOf(intent);
      const state = intent.token === DECLINED_TOKEN ? 'declined' : 'succeeded';
      return stateOf(this.put({ ...intent, state, at: this.provider.clock.now() }));
    });
  }

  async retrieveIntent(intentId: string): Promise<IntentState> {
    return this.call('payments.retrieveIntent', () => stateOf(this.find(intentId)));
  }

  async cancelIntent(intentId: string): Promise<CancelIntentResult> {
    return this.call('payments.cancelIntent', () => {
      const intent = this.find(intentId);
      if (intent === undefined) return unknownIntent;
      if (intent.state === 'succeeded') return { kind: 'succeeded' };
      this.put({ ...intent, state: 'cancelled' });
      return { kind: 'cancelled' };
    });
  }

  async refund(intentId: string, _idempotencyKey: string): Promise<RefundResult> {
    return this.call<RefundResult>('payments.refund', () => {
      const intent = this.find(intentId);
      if (intent?.state !== 'succeeded')
        return { kind: 'unavailable', reason: `intent ${intentId} has no charge to refund`, isUp: true };
      this.put({ ...intent, refunded: true });
      return { kind: 'refunded' };
    });
  }

  async listCharges(
    cursor?: string,
    filter: ChargeFilter = {},
  ): Promise<{ charges: Charge[]; cursor?: string | undefined }> {
    return atomically(this.step, 'payments.listCharges', () => {
      const charged = [...this.provider.intents.values()].filter((intent) => isListed(intent, filter));
      const newestFirst = charged.reverse();
      const [after] = cursor === undefined ? [] : (decodeCursor('charges', cursor) ?? []);
      const start = newestFirst.findIndex(({ id }) => id === after) + 1;
      const page = newestFirst.slice(start, start + PAGE_SIZE);
      const last = page.at(-1);
      const more = last !== undefined && newestFirst.length > start + PAGE_SIZE;
      return { charges: page.map(chargeOf), ...(more ? { cursor: encodeCursor('charges', last.id) } : {}) };
    });
  }

  private find(intentId: string): Intent | undefined {
    return this.provider.intents.get(intentId);
  }

  private put(intent: Intent): Intent {
    this.provider.intents.set(intent.id, intent);
    return intent;
  }

  private async call<T>(operation: string, effect: () => T): Promise<T | Unavailable> {
    try {
      return await atomically(this.step, operation, effect);
    } catch (error) {
      if (error instanceof StoreUnavailable) return { kind: 'unavailable', reason: error.message };
      throw error;
    }
  }
}

const unknownIntent: Unavailable = { kind: 'unavailable', reason: 'the provider does not know this intent' };

function stateOf(intent: Intent | undefined): IntentState {
  if (intent === undefined) return unknownIntent;
  if (intent.state === 'declined') return { kind: 'declined', reason: 'card_declined' };
  return { kind: intent.state };
}

const isListed = ({ id, state, at }: Intent, { from, to, intentId }: ChargeFilter): boolean =>
  state === 'succeeded' &&
  at >= (from ?? -Infinity) &&
  at < (to ?? Infinity) &&
  (intentId === undefined || intentId === id);

const chargeOf = ({ id, orderId, amount, refunded, at }: Intent): Charge => ({
  intentId: id,
  orderId,
  amount,
  refunded,
  at,
});
