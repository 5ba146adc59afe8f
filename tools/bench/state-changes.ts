import { type InProcessShop } from './dynamodb/in-process-shop';
import { type TextbookShop } from './dynamodb/textbook';
import { type Charge, type UnitMeter } from './dynamodb/unit-meter';
import { type Metered } from './metered';
import { type Bench, BenchFailed, type BenchTable, type Row } from './section';
import { skusOf } from './shop';

const LINES = [1, 10, 100, 1_000];
const PLENTY = 1_000_000;

/** The units of one change of an order's state, for carts of growing size. `textbook` is null without transactions. */
export async function stateChanges(
  bench: Bench,
  { meter, shop, seller, textbook }: Metered,
): Promise<BenchTable> {
  const rows: Row[] = [];
  const skus = skusOf(Math.max(...LINES), 'STATE');
  bench.say(`${skus.length} products …`);
  await seller.sell(skus, PLENTY);
  for (const lines of LINES) {
    bench.say(`a change of state of an order of ${lines} …`);
    const cart = skus.slice(0, lines);
    const own = await ownChange(meter, shop, cart);
    const other = textbook === null ? null : await textbookChange(meter, textbook, cart);
    rows.push({ name: lines === 1 ? '1 line' : `${lines} lines`, values: [own, other] });
  }
  return {
    name: 'state-change',
    title: 'Write units of a change of an order’s state',
    columns: [
      { name: 'Holdfast', unit: 'units', better: 'lower' },
      { name: 'textbook', unit: 'units' },
    ],
    rows,
    notes: [
      'Without the work index, which an order enters and leaves once, for one unit each.',
      'The textbook keeps the lines on the order itself. Beyond 99 lines it has no transaction to place it.',
    ],
  };
}

async function ownChange(meter: UnitMeter, shop: InProcessShop, cart: readonly string[]) {
  const { deps } = shop;
  const { order } = await shop.buy(`state-${cart.length}`, cart);
  const history = [...order.history, { status: 'REFUNDING' as const, at: deps.clock.now() }];
  meter.reset();
  const next = { ...order, status: 'REFUNDING' as const, version: order.version + 1, history };
  const result = await deps.orders.update(next);
  if (result.kind !== 'updated') throw new BenchFailed('somebody else changed the order of the bench');
  return tableUnits(meter.charges);
}

async function textbookChange(meter: UnitMeter, textbook: TextbookShop, cart: readonly string[]) {
  const orderId = `state-${cart.length}`;
  await textbook.putOrder(orderId, cart);
  meter.reset();
  await textbook.markPaid(orderId);
  return tableUnits(meter.charges);
}

const tableUnits = (charges: readonly Charge[]): number =>
  charges.reduce((sum, { write }) => sum + write.table, 0);
