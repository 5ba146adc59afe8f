import { type Owed } from '../../domain/orders/owed';
import { CorruptRecord } from '../../domain/errors';

/**
 * What orders owe, in as few bytes as it takes: with the names themselves an order that was paid, cancelled
 * and refunded during an outage of the bus would outgrow the 1 KB of a write unit. Stored, so never changed.
 */
const CODES: Readonly<Record<Owed, string>> = {
  OrderPlaced: 'P',
  OrderConfirmed: 'C',
  OrderCancelled: 'X',
  OrderRefunded: 'R',
  'email:order-recorded': 'eN',
  'email:order-confirmed': 'eC',
  'email:order-cancelled': 'eX',
  'email:order-refunded': 'eR',
  'email:payment-declined': 'eD',
  'sms:order-recorded': 'sN',
  'sms:order-confirmed': 'sC',
  'sms:order-cancelled': 'sX',
  'sms:order-refunded': 'sR',
  'sms:payment-declined': 'sD',
};

const OWED = new Map(Object.entries(CODES).map(([owed, code]) => [code, owed as Owed]));

/** The code under which something owed is stored. */
export const codeOfOwed = (owed: Owed): string => CODES[owed];

/** What a stored code stands for. Throws `CorruptRecord`. */
export function owedOfCode(code: string): Owed {
  const owed = OWED.get(code);
  if (owed === undefined) throw new CorruptRecord(`"${code}" is no code of an event or message.`);
  return owed;
}
