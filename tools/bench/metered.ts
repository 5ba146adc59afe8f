import { type Emulator } from '../../local/dynamodb/emulator';
import { type AnswerCall, emulatedClient } from './dynamodb/emulated-client';
import { inProcessShop, type InProcessShop } from './dynamodb/in-process-shop';
import { type BenchTables } from './dynamodb/tables';
import { TEXTBOOK_TABLE, TextbookShop } from './dynamodb/textbook';
import { UnitMeter } from './dynamodb/unit-meter';

/** The purpose under which the clearing of journals is booked. */
export const CLEARING = 'clearing';

/** Shops on one emulator whose calls are metered, and one whose calls are not. */
export interface Metered {
  readonly meter: UnitMeter;
  readonly shop: InProcessShop;
  readonly textbook: TextbookShop | null;
  /** For what must be there before anything is measured. */
  readonly seller: InProcessShop;
}

/** The textbook is left out where the emulator has no transactions. */
export function meteredOn(emulator: Emulator, tables: BenchTables, seed: number): Metered {
  const known = [tables.ledger, tables.shop, TEXTBOOK_TABLE].map((table) => [table.name, table] as const);
  const meter = new UnitMeter(emulator, new Map(known));
  const answer: AnswerCall = (call) => meter.handle(call);
  const textbook = new TextbookShop(emulatedClient('us-east-1', answer), TEXTBOOK_TABLE.name);
  return {
    meter,
    shop: bookingClearing(meter, inProcessShop({ tables, answer, seed })),
    textbook: emulator.kind === 'dynoxide' ? textbook : null,
    seller: inProcessShop({ tables, answer: (call) => emulator.forward(call), seed }),
  };
}

/** A checkout clears a journal that has grown long by itself: that is clearing, too. */
function bookingClearing(meter: UnitMeter, shop: InProcessShop): InProcessShop {
  const { stock } = shop.deps;
  const resolve = stock.resolve.bind(stock);
  stock.resolve = (change) => meter.during(CLEARING, () => resolve(change));
  return shop;
}
