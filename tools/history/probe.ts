import { acknowledged } from '../client/acknowledged';
import { type Answer } from '../client/answers';
import { forEachConcurrently } from '../client/pool';
import { type OperatorClient } from '../client/operator';
import { DEFAULT_RETRY, type RetryPorts, withRetry } from '../client/retry';
import { type OrderRequest, type ShopperClient } from '../client/shopper';

/** What the reads need: one client for each Region. */
export interface ProbePorts extends RetryPorts {
  readonly shoppers: readonly ShopperClient[];
  readonly operators: readonly OperatorClient[];
  /** One stock read for so many orders placed. */
  readonly ordersARead?: number;
}

const ORDERS_A_READ = 20;
const READS_AT_ONCE = 8;

/**
 * Adds the reads by which a history can be checked: each SKU's stock before the first order for it, now and then
 * a SKU's stock while orders are under way, and in the end every order and every SKU.
 *
 * It only makes the calls; the recording transport below the clients writes them down.
 */
export class Probe {
  private readonly firstReads = new Map<string, Promise<void>>();
  private readonly tokens = new Map<string, string>();
  private underWay: Promise<void> | null = null;
  private reads = 0;
  private placed = 0;

  constructor(private readonly ports: ProbePorts) {}

  /** A client whose orders the probe sees. */
  watch(shopper: ShopperClient): ShopperClient {
    return {
      ...shopper,
      placeOrder: async (key, request) => {
        await this.readFirst(request.lines.map(({ sku }) => sku));
        const answer = await shopper.placeOrder(key, request);
        const order = acknowledged(answer);
        if (order !== null) this.tokens.set(order.orderId, order.orderToken);
        this.sprinkle(request);
        return answer;
      },
    };
  }

  /** Reads the stock of SKUs once: what stood there before has to be known, or nobody could say what is too much. */
  async readFirst(skus: readonly string[]): Promise<void> {
    const fresh = skus.filter((sku) => !this.firstReads.has(sku));
    const reads = forEachConcurrently(fresh, READS_AT_ONCE, (sku) => this.readStock(sku));
    fresh.forEach((sku) => this.firstReads.set(sku, reads));
    await Promise.all(skus.map(async (sku) => this.firstReads.get(sku)));
  }

  /** Reads back every order that was acknowledged, and the stock of every SKU that was asked for. */
  async readBack(): Promise<void> {
    await this.underWay;
    await forEachConcurrently(this.tokens, READS_AT_ONCE, ([id, token], turn) => this.show(id, token, turn));
    await forEachConcurrently(this.firstReads.keys(), READS_AT_ONCE, (sku) => this.readStock(sku));
  }

  /** One at a time: while many orders are open a stock read is work for the shop. */
  private sprinkle({ lines }: OrderRequest): void {
    this.placed += 1;
    const sku = lines[this.placed % lines.length]?.sku;
    if (
      sku === undefined ||
      this.underWay !== null ||
      this.placed % (this.ports.ordersARead ?? ORDERS_A_READ) !== 0
    )
      return;
    this.underWay = this.readStock(sku).finally(() => (this.underWay = null));
  }

  private async readStock(sku: string): Promise<void> {
    const turn = this.reads++;
    const { operators } = this.ports;
    await this.inTurn(operators, turn, (operator) => operator.stock(sku));
  }

  private async show(orderId: string, token: string, turn: number): Promise<void> {
    await this.inTurn(this.ports.shoppers, turn, (shopper) => shopper.order(orderId, token));
  }

  /** The Regions take turns; one that does not answer is followed by the next. */
  private async inTurn<T>(
    clients: readonly T[],
    turn: number,
    call: (client: T) => Promise<Answer<unknown>>,
  ): Promise<void> {
    await withRetry(
      (attempt) => call(clients[(turn + attempt) % clients.length] as T),
      DEFAULT_RETRY,
      this.ports,
    );
  }
}
