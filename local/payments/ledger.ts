import { type Charge, type PaymentIntent, type Refund } from './objects';
import { type ListParameters } from './parameters';

/** One line of `GET /_local/charges`. */
export interface LedgerCharge {
  /** `metadata.order_id` of the charge; null when the shop did not give one. */
  readonly orderId: string | null;
  /** Minor units. */
  readonly amount: number;
  /** ISO 4217, upper case as in the shop's own answers. */
  readonly currency: string;
  readonly status: 'succeeded' | 'refunded';
  /** ISO 8601. */
  readonly at: string;
}

/** A page of a list, newest first (https://docs.stripe.com/api/pagination). */
export interface Page<T> {
  readonly object: 'list';
  readonly data: readonly T[];
  readonly has_more: boolean;
}

interface Listable {
  readonly id: string;
  readonly created: number;
}

function within(created: number, range: ListParameters['created']): boolean {
  return (
    created > (range?.gt ?? -Infinity) &&
    created >= (range?.gte ?? -Infinity) &&
    created < (range?.lt ?? Infinity) &&
    created <= (range?.lte ?? Infinity)
  );
}

function after<T extends Listable>(newestFirst: T[], id: string | undefined): T[] {
  return id === undefined
    ? newestFirst
    : newestFirst.slice(newestFirst.findIndex((one) => one.id === id) + 1);
}

function before<T extends Listable>(newestFirst: T[], id: string | undefined): T[] {
  return id === undefined
    ? newestFirst
    : newestFirst.slice(
        0,
        newestFirst.findIndex((one) => one.id === id),
      );
}

/** Cuts the page that the parameters ask for; cursors that do not exist are the caller's to refuse. */
export function pageOf<T extends Listable>(all: readonly T[], parameters: ListParameters): Page<T> {
  const inRange = [...all].reverse().filter((one) => within(one.created, parameters.created));
  const rest = before(after(inRange, parameters.starting_after), parameters.ending_before);
  return { object: 'list', data: rest.slice(0, parameters.limit), has_more: rest.length > parameters.limit };
}

/** One thing that happened; all of them in order make the ledger again. */
export type LedgerChange =
  | { readonly kind: 'intent'; readonly value: PaymentIntent }
  | { readonly kind: 'charge'; readonly value: Charge }
  | { readonly kind: 'refund'; readonly value: Refund }
  /** By `POST /_local/charges` only: a provider forgets no charge. */
  | { readonly kind: 'charge_lost'; readonly id: string };

/** Everything the simulated provider knows, in the order in which it happened. */
export class PaymentLedger {
  private readonly allIntents = new Map<string, PaymentIntent>();
  private readonly allCharges = new Map<string, Charge>();
  private readonly allRefunds = new Map<string, Refund>();

  /** `journal` is told of every change that is put. */
  constructor(private readonly journal: (change: LedgerChange) => void = () => undefined) {}

  get intents(): ReadonlyMap<string, PaymentIntent> {
    return this.allIntents;
  }

  get charges(): ReadonlyMap<string, Charge> {
    return this.allCharges;
  }

  get refunds(): ReadonlyMap<string, Refund> {
    return this.allRefunds;
  }

  /** Adds a record, or replaces the one with its id. */
  put(change: LedgerChange): void {
    this.restore(change);
    this.journal(change);
  }

  /** Repeats a change of an earlier run. */
  restore(change: LedgerChange): void {
    switch (change.kind) {
      case 'intent':
        this.allIntents.set(change.value.id, change.value);
        break;
      case 'charge':
        this.allCharges.set(change.value.id, change.value);
        break;
      case 'refund':
        this.allRefunds.set(change.value.id, change.value);
        break;
      case 'charge_lost':
        this.allCharges.delete(change.id);
    }
  }

  /** The charge that took the money for an intent, refunded or not. */
  successfulCharge(intentId: string): Charge | undefined {
    const latest = this.allIntents.get(intentId)?.latest_charge ?? '';
    const charge = this.allCharges.get(latest);
    return charge?.status === 'succeeded' ? charge : undefined;
  }

  /** Money taken, and given back: declined attempts moved none and are left out. */
  taken(): LedgerCharge[] {
    return [...this.allCharges.values()].flatMap(chargeOfLedger);
  }
}

/** The line of a charge; none for a declined attempt. */
export function chargeOfLedger(charge: Charge): LedgerCharge[] {
  if (charge.status !== 'succeeded') return [];
  return [
    {
      orderId: charge.metadata['order_id'] ?? null,
      amount: charge.amount,
      currency: charge.currency.toUpperCase(),
      status: charge.refunded ? 'refunded' : 'succeeded',
      at: new Date(charge.created * 1_000).toISOString(),
    },
  ];
}
