import { type Charge } from '../client/shapes';
import { type AcceptedOrder } from './tally';

/** Where the payment simulator's ledger and the orders of a run disagree. */
export interface ChargeCheck {
  readonly checked: number;
  /** Accepted and never charged, or charged and refunded. */
  readonly uncharged: readonly string[];
  readonly chargedTwice: readonly string[];
  readonly wrongAmount: readonly {
    readonly orderId: string;
    readonly total: string;
    readonly charged: string;
  }[];
}

/** Holds every accepted order against the charges: each once, with its total, not refunded. */
export function checkCharges(accepted: readonly AcceptedOrder[], charges: readonly Charge[]): ChargeCheck {
  const byOrder = groupByOrder(charges.filter(({ status }) => status === 'succeeded'));
  // A repeated run may hand back one order twice; it is one order all the same.
  const orders = [...new Map(accepted.map((order) => [order.orderId, order])).values()];
  const charged = orders.map((order) => ({ order, charges: byOrder.get(order.orderId) ?? [] }));
  return {
    checked: orders.length,
    uncharged: charged.filter((one) => one.charges.length === 0).map(({ order }) => order.orderId),
    chargedTwice: charged.filter((one) => one.charges.length > 1).map(({ order }) => order.orderId),
    wrongAmount: charged.flatMap(({ order, charges: [charge] }) => compareAmount(order, charge)),
  };
}

function groupByOrder(charges: readonly Charge[]): ReadonlyMap<string, readonly Charge[]> {
  const groups = new Map<string, Charge[]>();
  for (const charge of charges) {
    const group = groups.get(charge.orderId);
    if (group) group.push(charge);
    else groups.set(charge.orderId, [charge]);
  }
  return groups;
}

function compareAmount(order: AcceptedOrder, charge: Charge | undefined): ChargeCheck['wrongAmount'] {
  if (charge === undefined) return [];
  const total = money(order.total, order.currency);
  const charged = money(charge.amount, charge.currency);
  return total === charged ? [] : [{ orderId: order.orderId, total, charged }];
}

/** Stripe writes currencies in small letters. */
function money(amount: number, currency: string): string {
  return `${amount} ${currency.toUpperCase()}`;
}

/** The number of orders that the ledger and the run disagree about. */
export function chargeFaults({ uncharged, chargedTwice, wrongAmount }: ChargeCheck): number {
  return uncharged.length + chargedTwice.length + wrongAmount.length;
}
