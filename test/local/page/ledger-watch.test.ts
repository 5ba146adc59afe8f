import { type AttributeMap } from '../../../local/dynamodb/request';
import { LedgerWatch } from '../../../local/page/ledger-watch';
import { bucketItem, keyOf, orderItem } from './items';

const PAGE = 2;

/** A Ledger in memory whose clock stands still until `tick` is set. */
class FakeLedger {
  readonly items = new Map<string, AttributeMap>();
  readonly reads: string[][] = [];
  pages = 0;
  listener: ((key: string) => void) | undefined;
  time = 0;
  tick = 0;
  /** Called while a page is on its way. */
  meanwhile: () => void = () => undefined;

  readonly watch = new LedgerWatch(
    {
      page: async (from) => {
        this.pages += 1;
        const all = [...this.items.values()];
        const start = from === undefined ? 0 : all.findIndex((item) => keyOf(item) === keyOf(from)) + 1;
        const items = all.slice(start, start + PAGE);
        const last = items.at(-1);
        this.meanwhile();
        return { items, next: start + PAGE < all.length && last ? { pk: last['pk'] } : undefined };
      },
      read: async (keys) => {
        this.reads.push([...keys]);
        return keys.map((key) => this.items.get(key)).filter((item) => item !== undefined);
      },
      watchWrites: (listener) => {
        this.listener = listener;
        return () => (this.listener = undefined);
      },
    },
    () => (this.time += this.tick),
  );

  put(item: AttributeMap): void {
    this.items.set(keyOf(item), item);
    this.listener?.(keyOf(item));
  }
}

let ledger: FakeLedger;
beforeEach(() => (ledger = new FakeLedger()));

it('reads nothing and listens to nothing before somebody looks', () => {
  ledger.put(orderItem('a', 'OPEN'));
  expect(ledger.pages).toBe(0);
  expect(ledger.listener).toBeUndefined();
});

it('counts what is there once, and then only what was written', async () => {
  for (const id of ['a', 'b', 'c']) ledger.put(orderItem(id, 'OPEN', { dueAt: 5_000 }));
  ledger.put(bucketItem('MUG', 0, 7));
  await ledger.watch.refresh();
  expect(ledger.watch.orders(6_000)).toMatchObject({
    complete: true,
    count: 3,
    byStatus: { OPEN: 3 },
    owed: { count: 3, overdue: 3 },
  });
  expect(ledger.watch.stock().rows).toEqual([{ sku: 'MUG', available: 7, taken: 3, buckets: 1 }]);

  const { pages } = ledger;
  ledger.put(orderItem('b', 'CONFIRMED'));
  await ledger.watch.refresh();
  await ledger.watch.refresh();
  expect(ledger.pages).toBe(pages);
  expect(ledger.reads).toEqual([['ORDER#b']]);
  expect(ledger.watch.orders(0)).toMatchObject({ byStatus: { OPEN: 2, CONFIRMED: 1 }, owed: { count: 2 } });
});

it('goes through a large Ledger step by step, a little with each look', async () => {
  for (let n = 0; n < 10; n++) ledger.put(orderItem(`o${n}`, 'CONFIRMED'));
  ledger.tick = 1_000;
  const counts: number[] = [];
  while (!ledger.watch.orders(0).complete) {
    await ledger.watch.refresh();
    counts.push(ledger.watch.orders(0).count);
  }
  expect(counts).toEqual([2, 4, 6, 8, 10]);
});

it('does not let a page that was read before a write hide the write', async () => {
  ledger.put(orderItem('a', 'OPEN'));
  ledger.meanwhile = () => ledger.put(orderItem('a', 'CONFIRMED'));
  await ledger.watch.refresh();
  expect(ledger.watch.orders(0).byStatus).toEqual({ CONFIRMED: 1 });
});

it('drops an order whose attempt was given up', async () => {
  ledger.put(orderItem('a', 'OPEN'));
  await ledger.watch.refresh();
  ledger.put(orderItem('a', 'ABANDONED'));
  await ledger.watch.refresh();
  expect(ledger.watch.orders(0)).toMatchObject({ count: 0, byStatus: {}, newest: [] });
});

it('stops to listen when more was written than it wants to remember, and counts anew at the next look', async () => {
  ledger.put(orderItem('a', 'OPEN'));
  await ledger.watch.refresh();
  for (let n = 0; n <= 20_000; n++) ledger.listener?.(`ORDER#x${n}`);
  expect(ledger.listener).toBeUndefined();
  ledger.put(orderItem('b', 'CONFIRMED'));
  await ledger.watch.refresh();
  expect(ledger.watch.orders(0).byStatus).toEqual({ OPEN: 1, CONFIRMED: 1 });
});

it('takes no note of receipts and lines', async () => {
  await ledger.watch.refresh();
  ledger.listener?.('LINES#a#1');
  await ledger.watch.refresh();
  expect(ledger.reads).toEqual([]);
});
