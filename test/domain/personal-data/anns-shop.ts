import { detailsKey } from '../../../lambdas/adapters/memory/memory-ledger';
import { cancelOrder } from '../../../lambdas/domain/orders/cancel';
import { type Order, type OrderDetails } from '../../../lambdas/domain/orders/order';
import { forget, type ForgetRequest } from '../../../lambdas/domain/personal-data/forget';
import { Shop } from '../shop';

/** Who asks to be forgotten. */
export const ANN = { kind: 'email', address: 'ann@example.com' } as const;

/** What she tells the shop with each order. */
export const SHOPPER = {
  customer: { email: 'Ann@Example.com', name: 'Ann Onymous', phone: '+441632960000' },
  delivery: {
    name: 'Ann Onymous',
    lines: ['1 Quiet Street'],
    city: 'Leeds',
    postcode: 'LS1',
    country: 'GB',
  },
};

/** Any piece of what she told the shop. */
export const TRACES = /ann|onymous|1632960000|quiet|leeds|ls1/i;

/** A shop at which Ann orders. */
export class AnnsShop extends Shop {
  /** Forgets her, delivered or not, unless told otherwise. */
  run(changes: Partial<ForgetRequest> = {}) {
    return forget(this.deps(), {
      subject: ANN,
      erase: true,
      undelivered: true,
      deadline: Infinity,
      ...changes,
    });
  }

  /** Places an order of hers. */
  buys(key: string, changes: Parameters<Shop['order']>[0] = {}) {
    return this.order({ ...SHOPPER, idempotencyKey: key, ...changes });
  }

  cancel(order: Order) {
    return cancelOrder(this.deps(), order.id);
  }

  detailsOf({ id, attempt }: Order): OrderDetails | undefined {
    return this.ledger.details.get(detailsKey(id, attempt));
  }

  /** Everything that is kept, as text to search. */
  traces(): string {
    return JSON.stringify([...this.ledger.details.values(), ...this.ledger.orders.values()]);
  }
}
