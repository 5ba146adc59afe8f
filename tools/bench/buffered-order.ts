import { type AnswerCall } from './dynamodb/emulated-client';
import { inProcessShop } from './dynamodb/in-process-shop';
import { synthesizedTables, withEmulator } from './dynamodb/tables';
import { UnitMeter } from './dynamodb/unit-meter';
import { ORDERS, OutageLab } from './outage-lab';
import { type Bench, type BenchTable, type Row } from './section';

/** What orders cost that are paid at once, and that have to wait for the provider. */
export async function bufferedOrderCost(bench: Bench): Promise<BenchTable> {
  const tables = await synthesizedTables(bench);
  bench.say('what an order costs that is put off …');
  const rows = await withEmulator([tables.ledger, tables.shop], async (emulator) => {
    const known = [tables.ledger, tables.shop].map((table) => [table.name, table] as const);
    const meter = new UnitMeter(emulator, new Map(known));
    const shopOn = (answer: AnswerCall) => inProcessShop({ tables, answer, seed: bench.seed });
    const [lab, plain] = [new OutageLab('thanked', meter, shopOn), new OutageLab('plain', meter, shopOn, 0)];
    return [
      row('paid at once', await lab.paidAtOnce()),
      row('put off, told, and paid', await lab.putOff()),
      row('… without a coupon', await plain.putOff()),
      row('… each further try in vain', await lab.triedInVain()),
    ];
  });
  return {
    name: 'outage-cost',
    title: 'What a one-line order costs until nothing of it is left to do',
    columns: COLUMNS,
    rows,
    notes: [
      `Of ${ORDERS} orders each, the clearing of journals included. The domain’s own code on the DynamoDB adapters;`,
      'the rest is counted in memory. The circuit is open, so that nobody asks the provider in vain; what it costs',
      'by itself is a read for each instance and second, and belongs to no order. A worker’s call takes up to five',
      'messages: "function calls" are at most so many.',
    ],
  };
}

const COLUMNS: BenchTable['columns'] = [
  { name: 'writes', unit: 'units', better: 'lower' },
  { name: 'reads', unit: 'units', better: 'lower' },
  { name: 'DynamoDB', unit: 'requests', better: 'lower' },
  { name: 'provider', unit: 'requests', better: 'lower' },
  { name: 'events', unit: '' },
  { name: 'queue', unit: 'messages' },
  { name: 'e-mail', unit: 'messages' },
  { name: 'functions', unit: 'calls', better: 'lower' },
];

const row = (name: string, values: readonly number[]): Row => ({ name, values });
