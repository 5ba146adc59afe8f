import { type Finding, finding, type Rule } from '../finding';
import { type StockReading, successOf } from '../operation';
import { leastLeft, type SkuFacts } from '../sku-facts';

const NAME = 'too-little-stock';

/**
 * No stock answer misses units that are surely there: available and held together are not below {@link leastLeft},
 * and what was received is not below what surely came in.
 *
 * Sound: everything that could take units by the end of the request counts as having done so, whatever its answer
 * was, unless it was refused; everything that brings units only if it surely had before the request began. Units of
 * a refused checkout that could not be undone yet are `held`, which is why both are taken together. Units of an order
 * that is over count once the shop has settled after it: an answer looks at the stock first and at the orders then,
 * and what was given back in between is in neither.
 */
export const tooLittleStock: Rule = {
  name: NAME,
  claim: 'no stock answer misses units that are surely there',
  check: ({ readings, skus }) => ({
    checked: readings.length,
    findings: readings.flatMap((reading) => judge(reading, skus.get(reading.sku))),
  }),
};

function judge(reading: StockReading, facts: SkuFacts | undefined): readonly Finding[] {
  const stock = successOf(reading)?.stock;
  if (stock === undefined || facts === undefined) return [];
  const least = leastLeft(facts, { from: reading.sent, to: reading.answered });
  const came = facts.baseline.received + facts.received.surely.before(reading.sent);
  const { available, held, received } = stock;
  const operations = [facts.baseline.by, reading];
  const tell = (what: string) => finding(NAME, what, { operations, sku: reading.sku });
  const left = `available ${available} and held ${held}, though ${least} are surely there`;
  return [
    ...(available + held < least ? [tell(`says ${left}: ${least - available - held} are missing`)] : []),
    ...(received < came ? [tell(`says received ${received}, though ${came} surely came in`)] : []),
  ];
}
