import { type CartHead, type CartLine, type CartStore, type StoredCart } from '../../domain/carts/cart';
import { byText, type MemoryLedger } from './memory-ledger';
import { atomically, type Step } from './step';

const NOTHING: StoredCart = { head: undefined, lines: [] };

/** `CartStore` in memory. It forgets nothing by itself. */
export class MemoryCartStore implements CartStore {
  constructor(
    private readonly ledger: MemoryLedger,
    private readonly step?: Step,
  ) {}

  async read(cartId: string): Promise<StoredCart> {
    return atomically(this.step, 'carts.read', () => this.stored(cartId));
  }

  async putHead(cartId: string, head: CartHead): Promise<void> {
    return this.change('carts.putHead', cartId, (cart) => ({ ...cart, head }));
  }

  async putLine(cartId: string, line: CartLine): Promise<void> {
    return this.change('carts.putLine', cartId, ({ head, lines }) => {
      const others = lines.filter(({ sku }) => sku !== line.sku);
      return { head, lines: [...others, line].sort((a, b) => byText(a.sku, b.sku)) };
    });
  }

  async removeLine(cartId: string, sku: string): Promise<void> {
    return this.change('carts.removeLine', cartId, ({ head, lines }) => ({
      head,
      lines: lines.filter((line) => line.sku !== sku),
    }));
  }

  async keepLines(cartId: string, skus: readonly string[], keptUntil: number): Promise<void> {
    return this.change('carts.keepLines', cartId, ({ head, lines }) => ({
      head,
      lines: lines.map((line) => (skus.includes(line.sku) ? { ...line, keptUntil } : line)),
    }));
  }

  private async change(
    operation: string,
    cartId: string,
    effect: (cart: StoredCart) => StoredCart,
  ): Promise<void> {
    const apply = () => void this.ledger.carts.set(cartId, effect(this.stored(cartId)));
    return atomically(this.step, operation, apply);
  }

  private stored(cartId: string): StoredCart {
    return this.ledger.carts.get(cartId) ?? NOTHING;
  }
}
