import { type Charge } from '../../client/shapes';
import { groupBy } from '../../group-by';
import { type Acknowledged } from '../../client/acknowledged';
import { type Shown, type Visit } from '../record';
import { customersOf } from './orders';
import { judgeEach, type Verdict } from './verdict';

/** One order, one charge; a cancelled one, none. Orders in any other state are judged elsewhere. */
export function judgeCharges(
  visits: readonly Visit[],
  shown: ReadonlyMap<string, Shown>,
  charges: readonly Charge[],
): Verdict {
  const byOrder = groupBy(charges, ({ orderId }) => orderId);
  return judgeEach(
    'each confirmed order has one charge, of its total; each cancelled one has none',
    customersOf(visits),
    ({ kept }) => kept.orderId,
    ({ kept }) => {
      const found = shown.get(kept.orderId);
      const own = byOrder.get(kept.orderId) ?? [];
      if (found?.kind !== 'order') return null;
      if (found.status === 'confirmed') return faultOfPaid(kept, own);
      return found.status === 'cancelled' && own.length > 0 ? `cancelled and charged: ${list(own)}` : null;
    },
  );
}

function faultOfPaid({ total, currency }: Acknowledged, own: readonly Charge[]): string | null {
  const [charge, second] = own;
  if (charge === undefined) return 'confirmed and never charged';
  if (second !== undefined) return `charged more than once: ${list(own)}`;
  // Stripe writes currencies in small letters.
  const right = charge.amount === total && charge.currency.toUpperCase() === currency;
  return right && charge.status === 'succeeded'
    ? null
    : `its total is ${total} ${currency}, charged: ${list(own)}`;
}

const list = (charges: readonly Charge[]): string =>
  charges.map(({ amount, currency, status }) => `${amount} ${currency} ${status}`).join(', ');
