import { MemoryReportArchive } from '../../../lambdas/adapters/memory/report-archive';
import { type Order } from '../../../lambdas/domain/orders/order';
import { begin, type Progress, reopened, reportOf } from '../../../lambdas/domain/reconciliation/progress';
import { reconcile, type ReconcileDeps } from '../../../lambdas/domain/reconciliation/reconcile';
import { type Range, type ReconciliationReport } from '../../../lambdas/domain/reconciliation/report';
import { Shop } from '../shop';

/** The day that the tests reconcile. */
export const DAY: Range = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 0, 2) };
const HOUR_MS = 3_600_000;

/** An order id that no order has. */
export const nobody = (digit: string): string => `ord_${digit.repeat(32)}`;

/** A shop on the first of January, its provider and its reports. */
export class World {
  readonly shop = new Shop().stock('A', 1_000);
  readonly archive: MemoryReportArchive = new MemoryReportArchive((point) => this.onArchive(point));
  /** Called at each operation of the archive. */
  onArchive: (point: string) => Promise<void> = async () => undefined;
  private keys = 0;

  get deps(): ReconcileDeps {
    const { payments, orders, scan, clock } = this.shop.deps();
    return { payments, orders, scan, clock, archive: this.archive };
  }

  /** Orders so many units of A, at 100 pence each, and pays for them. */
  order(quantity = 1): Promise<Order> {
    this.keys += 1;
    return this.shop.order({ idempotencyKey: `k${this.keys}`, lines: [{ sku: 'A', quantity }] });
  }

  /** Puts a charge into the provider's books that no saga made; returns its intent. */
  async charge(orderId: string, amount = 100): Promise<string> {
    const { payments } = this.shop.deps();
    this.keys += 1;
    const created = await payments.createIntent({
      orderId,
      idempotencyKey: `behind ${this.keys}`,
      amount: { amount, currency: 'GBP' },
      token: 'pm_card_visa',
    });
    if (created.kind !== 'created') throw new Error('the test expects an intent');
    await payments.confirmIntent(created.intentId, 'behind');
    return created.intentId;
  }

  /** Makes the provider forget the charge of an order. */
  forget({ intentId = '' }: Order): void {
    this.shop.provider.intents.delete(intentId);
  }

  /** Moves the provider's charge and the order's confirmation to this time. */
  move(order: Order, chargedAt: number, confirmedAt = chargedAt): Order {
    const { intents } = this.shop.provider;
    const intent = intents.get(order.intentId ?? '');
    if (intent) intents.set(intent.id, { ...intent, at: chargedAt });
    const history = order.history.map((entry) =>
      entry.status === 'CONFIRMED' ? { ...entry, at: confirmedAt } : entry,
    );
    return this.shop.change(order, { history });
  }

  /** What stands in the provider's books: intents that are charged and not refunded. */
  get charged(): string[] {
    const intents = [...this.shop.provider.intents.values()];
    return intents.filter(({ state, refunded }) => state === 'succeeded' && !refunded).map(({ id }) => id);
  }

  /** How often the provider was asked to refund. */
  get refundCalls(): number {
    return this.shop.points.filter((point) => point === 'payments.refund:before').length;
  }

  /** Goes on where the archive says, as an invocation does, with as many as it takes. */
  async reconcile(range = DAY, maxRefunds = 50): Promise<ReconciliationReport> {
    for (let invocations = 0; invocations < 50; invocations += 1) {
      const result = await this.once(range, maxRefunds);
      if (result.kind === 'finished') return reportOf(result.progress);
    }
    throw new Error('the test expects an end');
  }

  /** One invocation; begins anew once the last one has finished. */
  async once(range = DAY, maxRefunds = 50, minutes = 15) {
    const now = this.shop.clock.now();
    if (now < range.to + HOUR_MS) this.shop.clock.advance(range.to + HOUR_MS - now);
    const known = await this.archive.progress(range);
    const start = known && known.phase !== 'finished' ? known : begin(range, this.shop.clock.now());
    return this.goOn(start, maxRefunds, minutes);
  }

  /** The report of what was begun, finished if need be, as a scheduled run does. */
  async finished(range = DAY): Promise<ReconciliationReport> {
    const known = await this.archive.progress(range);
    return known?.phase === 'finished' ? reportOf(known) : this.reconcile(range);
  }

  /** Tries again what the last one left open. */
  async again(range = DAY): Promise<ReconciliationReport> {
    const known = await this.archive.progress(range);
    if (!known) throw new Error('the test expects progress');
    return reportOf((await this.goOn(reopened(known), 50, 15)).progress);
  }

  private goOn(start: Progress, maxRefunds: number, minutes: number) {
    const deadline = this.shop.clock.now() + minutes * 60_000;
    return reconcile(this.deps, start, { deadline, maxRefunds });
  }
}
