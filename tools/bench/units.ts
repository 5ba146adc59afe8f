import { contention } from './contention';
import { type InProcessShop } from './dynamodb/in-process-shop';
import { synthesizedTables, withEmulator } from './dynamodb/tables';
import { TEXTBOOK_TABLE, type TextbookShop } from './dynamodb/textbook';
import { type Charge, type UnitMeter } from './dynamodb/unit-meter';
import { forEachConcurrently } from '../client/pool';
import { CLEARING, type Metered, meteredOn } from './metered';
import { type Bench, type BenchTable, type Row, type Section } from './section';
import { skusOf } from './shop';
import { stateChanges } from './state-changes';

const PLENTY = 1_000_000;

/** What an order costs in DynamoDB's units. */
export const units: Section = {
  name: 'units',
  about: 'DynamoDB write and read units of an order, against the textbook design',
  run: async (bench) => {
    const tables = await synthesizedTables(bench);
    return withEmulator([tables.ledger, tables.shop, TEXTBOOK_TABLE], async (emulator) => {
      const metered = meteredOn(emulator, tables, bench.seed);
      const own = [await ownUnits(bench, metered), await stateChanges(bench, metered)];
      const { textbook, meter } = metered;
      if (textbook === null) return own;
      return [...own, await textbookUnits(bench, meter, textbook), await contention(bench, tables, emulator)];
    });
  },
};

/** Orders of so many lines, each bought so often between two clearings of the journals. */
interface Case {
  readonly name: string;
  readonly lines: number;
  readonly ordersAClearing: number;
  readonly clearings: number;
  /** Shoppers at a time; 1 when left out. */
  readonly atOnce?: number;
}

const CASES: readonly Case[] = [
  { name: '1 line', lines: 1, ordersAClearing: 1, clearings: 5 },
  { name: '10 lines', lines: 10, ordersAClearing: 1, clearings: 3 },
  { name: '100 lines', lines: 100, ordersAClearing: 1, clearings: 2 },
  { name: '1 line, one SKU', lines: 1, ordersAClearing: 60, clearings: 1 },
  { name: '… 16 at a time', lines: 1, ordersAClearing: 240, clearings: 1, atOnce: 16 },
  { name: '… 64 at a time', lines: 1, ordersAClearing: 320, clearings: 1, atOnce: 64 },
];

async function ownUnits(bench: Bench, { meter, shop, seller }: Metered): Promise<BenchTable> {
  const rows: Row[] = [];
  let reported = 0;
  let ours = 0;
  let refused = 0;
  for (const [index, each] of CASES.entries()) {
    bench.say(`orders: ${each.name} …`);
    const skus = skusOf(each.lines, `UNITS${index}`);
    await seller.sell(skus, PLENTY);
    await seller.clearJournals();
    const scanReads = await readsOf(meter, () => shop.clearJournals());
    meter.reset();
    await run(each, skus, meter, shop);
    rows.push(unitsRow(each, meter.charges, scanReads * each.clearings));
    reported += meter.emulatorWriteUnits;
    refused += meter.refusedWriteUnits;
    ours += meter.writeUnits;
  }
  return {
    name: 'units',
    title: 'DynamoDB units of an order, from reservation until nothing of it is left to do',
    columns: UNIT_COLUMNS,
    rows,
    notes: [
      'By the rules of the developer guide, from each item before and after each call; one replica.',
      'Journals are cleared after every order (each entry by a write of its own: the dearest case), save',
      'in the last rows, where everybody buys one product and entries are cleared together.',
      `Of ${ours} units in all, ${refused} went to refused writes; the emulator reports ${reported} for the others.`,
    ],
  };
}

async function run(each: Case, skus: readonly string[], meter: UnitMeter, shop: InProcessShop) {
  for (let clearing = 0; clearing < each.clearings; clearing++) {
    const orders = Array.from({ length: each.ordersAClearing }, (_, order) => `${clearing}-${order}`);
    await forEachConcurrently(orders, each.atOnce ?? 1, async (order) => {
      await shop.buy(`units-${each.name}-${order}`, skus);
    });
    await meter.during(CLEARING, () => shop.clearJournals());
  }
}

const UNIT_COLUMNS: BenchTable['columns'] = [
  { name: 'stock', unit: 'writes', better: 'lower' },
  { name: 'order', unit: 'writes', better: 'lower' },
  { name: 'work index', unit: 'writes', better: 'lower' },
  { name: 'clearing', unit: 'writes', better: 'lower' },
  { name: 'all writes', unit: 'units', better: 'lower' },
  { name: 'reads', unit: 'units', better: 'lower' },
  { name: 'to clear', unit: 'units', better: 'lower' },
];

/** `scanReads` is what the scan reads of untouched buckets anyway; it belongs to no order. */
function unitsRow(
  { name, ordersAClearing, clearings }: Case,
  charges: readonly Charge[],
  scanReads: number,
): Row {
  const orders = ordersAClearing * clearings;
  const clearing = charges.filter(({ purpose }) => purpose === CLEARING);
  const checkout = charges.filter(({ purpose }) => purpose !== CLEARING);
  const stock = checkout.filter(({ kind }) => kind === 'STOCK');
  const order = checkout.filter(({ kind }) => kind !== 'STOCK');
  const sums = [
    total(stock, ({ write }) => write.table),
    total(order, ({ write }) => write.table),
    total(checkout, ({ write }) => write.indexes),
    total(clearing, writesOf),
    total(charges, writesOf),
    total(checkout, ({ read }) => read),
    total(clearing, ({ read }) => read) - scanReads,
  ];
  return { name, values: sums.map((sum) => sum / orders) };
}

const writesOf = ({ write }: Charge): number => write.table + write.indexes;

function total(charges: readonly Charge[], of: (charge: Charge) => number): number {
  return charges.reduce((sum, charge) => sum + of(charge), 0);
}

async function readsOf(meter: UnitMeter, work: () => Promise<void>): Promise<number> {
  meter.reset();
  await work();
  return total(meter.charges, ({ read }) => read);
}

/** A transaction of 100 items holds an order and 99 lines. */
const TEXTBOOK_LINES = [1, 10, 99];

async function textbookUnits(bench: Bench, meter: UnitMeter, textbook: TextbookShop): Promise<BenchTable> {
  const rows: Row[] = [];
  for (const lines of TEXTBOOK_LINES) {
    bench.say(`textbook orders of ${lines} …`);
    const skus = skusOf(lines);
    for (const sku of skus) await textbook.stock(sku, PLENTY);
    meter.reset();
    await textbook.order(`textbook-${lines}`, skus);
    const transaction = total(meter.charges, writesOf);
    await textbook.markPaid(`textbook-${lines}`);
    const all = total(meter.charges, writesOf);
    rows.push({
      name: lines === 1 ? '1 line' : `${lines} lines`,
      values: [transaction, all - transaction, all],
    });
  }
  return {
    name: 'units-textbook',
    title: 'The same by the textbook: TransactWriteItems of the order and each line’s stock',
    columns: [
      { name: 'transaction', unit: 'writes' },
      { name: 'paid', unit: 'writes' },
      { name: 'all writes', unit: 'units' },
    ],
    rows,
    notes: [
      'A transaction holds 100 items at most: 99 lines. Tables with multi-Region strong consistency refuse it.',
      'It has no index that finds unpaid orders, stores no intent and tells nobody: it does less.',
    ],
  };
}
