import { finding, type Rule } from '../finding';
import { type StockReading, successOf } from '../operation';

const NAME = 'stock-sum';

/**
 * P5 within one answer: received = available + held + sold + withdrawn, and no shelf holds fewer than no units.
 *
 * Sound: it compares an answer with itself. `held` and `sold` may be negative for a moment: an answer looks at the
 * stock first and at the orders then, and an order that came in between is held already and not taken yet.
 */
export const stockSum: Rule = {
  name: NAME,
  claim: 'every stock answer adds up: received = available + held + sold + withdrawn',
  check: ({ readings }) => {
    const findings = readings.flatMap((reading) => {
      const what = faultOf(reading);
      return what === null ? [] : [finding(NAME, what, { operations: [reading], sku: reading.sku })];
    });
    return { checked: readings.length, findings };
  },
};

function faultOf(reading: StockReading): string | null {
  const stock = successOf(reading)?.stock;
  if (stock === undefined) return null;
  const { received, available, held, sold, withdrawn } = stock;
  const sum = available + held + sold + withdrawn;
  if (received !== sum)
    return `received ${received}, but available ${available} + held ${held} + sold ${sold} + withdrawn ${withdrawn} is ${sum}`;
  const negative = Object.entries({ received, available, withdrawn }).find(([, units]) => units < 0);
  return negative ? `${negative[0]} is ${negative[1]}` : null;
}
