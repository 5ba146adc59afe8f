import { type OrderFacts, type Span } from './orders';
import { firstIndex, Steps } from './steps';

/** An order's units of one SKU, and how long it surely holds them. */
export interface Holding extends Span {
  readonly order: OrderFacts;
  readonly quantity: number;
}

/** Sums over the orders that hold a SKU. */
export class Holdings {
  /** By the time from which on they surely hold it. */
  readonly all: readonly Holding[];
  private readonly begun: Steps;
  private readonly ended: Steps;

  constructor(holdings: readonly Holding[]) {
    this.all = holdings.toSorted((a, b) => a.from - b.from);
    this.begun = new Steps(holdings.map(({ from, quantity }) => ({ at: from, quantity })));
    this.ended = new Steps(holdings.map(({ to, quantity }) => ({ at: to, quantity })));
  }

  /** Units surely held at one moment. */
  at(time: number): number {
    return this.begun.until(time) - this.ended.before(time);
  }

  /** Units surely held from before a span until after it, without a break. */
  throughout({ from, to }: Span): number {
    return this.begun.before(from) - (this.ended.until(to) - this.within({ from, to }));
  }

  /** The orders behind {@link throughout}; for a finding, as it looks at each of them. */
  ordersThroughout({ from, to }: Span): readonly Holding[] {
    return this.all.filter((holding) => holding.from < from && holding.to > to);
  }

  /** Units held for a time that begins and ends within a span. */
  private within({ from, to }: Span): number {
    let sum = 0;
    for (let i = firstIndex(this.all, (one) => one.from >= from); i < this.all.length; i++) {
      const holding = this.all[i];
      if (holding === undefined || holding.from > to) break;
      if (holding.to <= to) sum += holding.quantity;
    }
    return sum;
  }
}
