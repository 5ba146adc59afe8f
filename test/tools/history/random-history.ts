import fc from 'fast-check';
import { type OrderStatus } from '../../../tools/history/format';
import { EAST, type ScriptLine, WEST } from './script';
import { type Attempt, ReferenceShop, type ShopOrder } from './reference-shop';

/** What a client does, and what becomes of it on the way. */
export interface Step {
  readonly kind: 'place' | 'show' | 'cancel' | 'receive' | 'withdraw' | 'stock';
  /** Chooses key, SKU and quantity. */
  readonly which: number;
  readonly units: number;
  /** Another body under the same key. */
  readonly otherBody: boolean;
  /** Since the step before. */
  readonly pause: number;
  /** From sending to the first effect, to the second, to the third, to the answer. */
  readonly delays: readonly [number, number, number, number];
  /** Crashed: 503, and what was taken is undone later. Late: 503, and the order is recorded all the same. */
  readonly fate: 'answered' | 'answer lost' | 'request lost' | 'crashed' | 'late';
  readonly payment: 'confirmed' | 'payment_pending' | 'cancelled';
  readonly region: string;
}

const delay = fc.nat(25);

const kinds = [
  'place',
  'place',
  'place',
  'show',
  'show',
  'cancel',
  'receive',
  'withdraw',
  'stock',
  'stock',
] as const;

const fates = ['answered', 'answered', 'answered', 'answer lost', 'request lost', 'crashed', 'late'] as const;

/** What clients may do; calm ones always get their answers. */
export const steps = (calm: boolean): fc.Arbitrary<readonly Step[]> =>
  fc.array(
    fc.record({
      kind: fc.constantFrom(...kinds),
      which: fc.nat(3),
      units: fc.integer({ min: 1, max: 4 }),
      otherBody: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
      pause: fc.nat(12),
      delays: fc.tuple(delay, delay, delay, delay),
      fate: calm ? fc.constant('answered' as const) : fc.constantFrom(...fates),
      payment: fc.constantFrom('confirmed', 'confirmed', 'payment_pending', 'cancelled'),
      region: fc.constantFrom(EAST, WEST),
    }),
    { minLength: 5, maxLength: 40 },
  );

const SKUS = ['A', 'B'] as const;
const skuOf = (which: number): string => SKUS[which % 2 === 0 ? 0 : 1];
const AT_FIRST = 6;

/** Plays the steps against the reference shop, and reads everything back in the end. */
export function play(script: readonly Step[]): readonly ScriptLine[] {
  return new Play().run(script);
}

class Play {
  private readonly shop = new ReferenceShop();
  private readonly lines: ScriptLine[] = [];
  private readonly known = new Set<string>();
  private queue: { readonly at: number; readonly run: () => void }[] = [];
  private now = 0;

  run(script: readonly Step[]): readonly ScriptLine[] {
    SKUS.forEach((sku) => this.shop.receive(sku, `first-${sku}`, AT_FIRST));
    SKUS.forEach((sku) => this.readStock(sku, 0, [1, 1, 1, 1]));
    this.drain();
    let at = this.now + 1;
    script.forEach((step, index) => this.at((at += step.pause), () => this.begin(step, index)));
    this.drain();
    this.record({ op: 'settle', sent: this.now + 1 }, { status: 200, settled: true }, this.now + 2);
    [...this.known].forEach((key) => this.show(key, this.now + 3, [1, 1, 1, 1], WEST));
    SKUS.forEach((sku) => this.readStock(sku, this.now + 3, [1, 1, 1, 1]));
    this.drain();
    return this.lines;
  }

  private at(time: number, run: () => void): void {
    this.queue.push({ at: time, run });
  }

  private drain(): void {
    while (this.queue.length > 0) {
      const next = this.queue.reduce((first, one) => (one.at < first.at ? one : first));
      this.queue = this.queue.filter((one) => one !== next);
      this.now = Math.max(this.now, next.at);
      next.run();
    }
  }

  private record(ask: ScriptLine, answer: ScriptLine, answered: number): void {
    this.lines.push({ region: EAST, ...ask, ...answer, answered });
    this.now = Math.max(this.now, answered);
  }

  private begin(step: Step, index: number): void {
    const { now: sent } = this;
    const key = `k${step.which}`;
    switch (step.kind) {
      case 'place':
        return this.place(step, sent);
      case 'show':
        return this.known.has(key) ? this.show(key, sent, step.delays, step.region) : undefined;
      case 'cancel':
        return this.known.has(key) ? this.cancel(key, step, sent) : undefined;
      case 'stock':
        return this.readStock(skuOf(step.which), sent, step.delays);
      case 'receive':
      case 'withdraw':
        return this.receive(step, sent, `receipt-${index % 4}-${step.kind}`);
    }
  }

  private place(
    { which, units: _units, otherBody, delays, fate, payment, region }: Step,
    sent: number,
  ): void {
    const [key, sku] = [`k${which}`, skuOf(which)];
    const body = otherBody ? 2 : 1;
    const quantity = (which % 3) + body;
    const ask = { op: 'place', key, body, lines: [[sku, quantity]], region, sent };
    const [d1, d2, , d4] = delays;
    const answer = (reply: ScriptLine) => {
      const lost = fate === 'answer lost' ? { lost: 'timed_out' } : reply;
      if ('order' in lost) this.known.add(key);
      this.record(ask, lost, this.now + d4);
    };
    if (fate === 'request lost') return this.record(ask, { lost: 'connection_lost' }, sent + d4);
    this.at(sent + d1, () => {
      const existing = this.shop.orders.get(key);
      if (existing) return answer(repeated(existing, body));
      const attempt = this.shop.reserve(key, sku, quantity);
      if ('left' in attempt) return answer(soldOutOf(sku, quantity, attempt));
      if (fate === 'crashed' || fate === 'late') answer({ status: 503, code: 'busy' });
      if (fate === 'crashed') return this.at(this.now + d2, () => this.shop.undo(attempt));
      if (fate === 'late') return this.at(this.now + 2 * d2, () => this.commit(attempt, { body, payment }));
      this.at(this.now + d2, () => this.commit(attempt, { body, payment }, answer));
    });
  }

  private commit(
    attempt: Attempt,
    { body, payment }: { body: number; payment: OrderStatus },
    answer: (reply: ScriptLine) => void = () => undefined,
  ): void {
    const order = this.shop.commit(attempt, body, payment);
    const existing = this.shop.orders.get(attempt.key);
    if (order === null) return existing && answer(repeated(existing, body));
    answer({ ...shown(order), status: STATUS[order.status], replayed: false });
    if (order.status === 'cancelled') this.at(this.now + body, () => this.shop.release(order));
    if (order.status === 'payment_pending') this.at(this.now + 20 * body, () => this.pay(order));
  }

  /** Every other pending order is paid in the end. */
  private pay(order: ShopOrder): void {
    if (order.status !== 'payment_pending') return;
    order.status = order.quantity % 2 === 0 ? 'confirmed' : 'cancelled';
    if (order.status === 'cancelled') this.at(this.now + 5, () => this.shop.release(order));
  }

  private show(key: string, sent: number, [d1, , , d4]: Step['delays'], region: string): void {
    this.at(sent + d1, () => {
      const order = this.shop.orders.get(key);
      const ask = { op: 'show', orderId: `o-${key}`, region, sent };
      if (order) this.record(ask, { ...shown(order), status: 200 }, this.now + d4);
    });
  }

  private cancel(key: string, { delays: [d1, d2, d3, d4], region, fate }: Step, sent: number): void {
    const ask = { op: 'cancel', orderId: `o-${key}`, region, sent };
    if (fate === 'request lost') return this.record(ask, { lost: 'connection_lost' }, sent + d4);
    this.at(sent + d1, () => {
      const order = this.shop.orders.get(key);
      if (order === undefined) return;
      if (order.status === 'confirmed') this.at(this.now + d2, () => (order.status = 'refunded'));
      if (order.status === 'confirmed') order.status = 'refunding';
      if (order.status === 'payment_pending') order.status = 'cancelled';
      this.at(this.now + d2 + d3, () => this.shop.release(order));
      const lost = fate === 'answered' ? { ...shown(order), status: 202 } : { lost: 'timed_out' };
      this.record(ask, lost, this.now + d4);
    });
  }

  private receive(
    { kind, which, units, delays: [d1, , , d4], fate }: Step,
    sent: number,
    receiptId: string,
  ): void {
    const [sku, quantity] = [skuOf(which), kind === 'receive' ? units : -units];
    const ask = { op: 'receive', sku, receiptId: `${sku}-${receiptId}`, quantity, sent };
    if (fate === 'request lost') return this.record(ask, { lost: 'connection_lost' }, sent + d4);
    this.at(sent + d1, () => {
      const done = this.shop.receive(sku, ask.receiptId, quantity);
      const reply =
        done === 'refused'
          ? { status: 409, code: 'insufficient_stock' }
          : { status: 200, replayed: done === 'replayed' };
      this.record(ask, fate === 'answered' ? reply : { lost: 'timed_out' }, this.now + d4);
    });
  }

  private readStock(sku: string, sent: number, [d1, d2, d3, d4]: Step['delays']): void {
    this.at(sent + d1, () => {
      const first = this.shop.look(sku, 0);
      this.at(this.now + d2, () => {
        const second = this.shop.look(sku, 1);
        this.at(this.now + d3, () => {
          const stock = this.shop.levels(sku, [first, second]);
          this.record({ op: 'stock', sku, sent }, { status: 200, stock }, this.now + d4);
        });
      });
    });
  }
}

const STATUS: Readonly<Record<OrderStatus, number>> = {
  confirmed: 201,
  payment_pending: 202,
  cancelled: 402,
  refunding: 200,
  refunded: 200,
};

const shown = ({ id, sku, quantity, status }: ShopOrder) => ({
  order: { id, status, lines: [[sku, quantity, 100]], total: 100 * quantity, currency: 'GBP' },
});

const repeated = (order: ShopOrder, body: number): ScriptLine =>
  order.body === body
    ? { ...shown(order), status: STATUS[order.status], replayed: true }
    : { status: 422, code: 'idempotency_key_reused' };

const soldOutOf = (
  sku: string,
  requested: number,
  { left, mayReturn }: { left: number; mayReturn: boolean },
) => ({
  status: 409,
  code: 'out_of_stock',
  short: [{ sku, requested, available: left }],
  mayReturn,
});
