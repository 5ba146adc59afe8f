import { type RawAnswer, type RawRequest } from '../../../support/raw-http';
import { importedRows, type Product } from './import-rows';
import { type Aim } from './shop';
import { type Operation } from './operations';

/** An order that was placed, as its first answer told it. */
export interface Placed {
  readonly orderId: string;
  readonly orderToken: string;
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
  readonly total: number;
}

interface Receipt {
  readonly sku: string;
  readonly receiptId: string;
  readonly quantity: number;
  readonly replayed: boolean;
}

interface Imported {
  readonly imported: number;
  readonly errors: readonly { readonly row: number }[];
}

/** What the requests that were accepted must have done, going by their answers: a shop in a few lines. */
export class Accepted {
  /** By SKU, as they were answered last. */
  readonly products = new Map<string, Product>();
  /** Units by receipt: `<sku> <receipt id>`. */
  readonly receipts = new Map<string, number>();
  readonly orders = new Map<string, Placed>();
  /** Orders whose card was declined: they are kept, and have ended. */
  readonly declined = new Set<string>();
  readonly cancelled = new Set<string>();
  readonly fulfilled = new Set<string>();
  /** What was in the shop before. */
  begin({ own, others, stock }: Aim): void {
    for (const order of [...own, ...others]) this.place(order);
    for (const [sku, units] of Object.entries(stock)) this.receipts.set(`${sku} first`, units);
  }

  /** Takes down what an answer promised; anything but a success promises nothing. */
  note({ id }: Pick<Operation, 'id'>, request: RawRequest, { status, body, headers }: RawAnswer): void {
    if ((status >= 300 && status !== 402) || body === '') return;
    const answer = JSON.parse(body) as unknown;
    if (status === 402) return void this.declined.add((answer as Placed).orderId);
    switch (id) {
      case 'putProduct':
        return void this.products.set((answer as Product).sku, answer as Product);
      case 'importProducts':
        return this.import(request, answer as Imported);
      case 'receiveStock':
        return this.receive(answer as Receipt);
      case 'placeOrder':
        if (headers['idempotency-replayed'] !== 'true') this.place(answer as Placed);
        return;
      case 'cancelOrder':
        return void this.cancelled.add((answer as Placed).orderId);
      case 'fulfilOrder':
        return void this.fulfilled.add((answer as Placed).orderId);
    }
  }

  /** Units that receipts booked into a SKU. */
  receivedOf(sku: string): number {
    const own = [...this.receipts].filter(([key]) => key.startsWith(`${sku} `));
    return own.reduce((sum, [, quantity]) => sum + quantity, 0);
  }

  /** Units of a SKU that orders took and did not give back. */
  takenOf(sku: string): number {
    const alive = [...this.orders.values()].filter(({ orderId }) => !this.cancelled.has(orderId));
    const lines = alive.flatMap((order) => order.lines).filter((line) => line.sku === sku);
    return lines.reduce((sum, { quantity }) => sum + quantity, 0);
  }

  private import(request: RawRequest, { imported, errors }: Imported): void {
    const refused = new Set(errors.map(({ row }) => row));
    const stored = importedRows(request).filter((_, index) => !refused.has(index + 1));
    if (stored.length !== imported) throw new Error(`${imported} rows imported, ${stored.length} were sound`);
    for (const product of stored) this.products.set(product.sku, product);
  }

  private place(order: Placed): void {
    this.orders.set(order.orderId, order);
  }

  private receive({ sku, receiptId, quantity, replayed }: Receipt): void {
    if (!replayed) this.receipts.set(`${sku} ${receiptId}`, quantity);
  }
}
