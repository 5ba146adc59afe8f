import { type Facts } from '../facts';
import { type Finding, finding, type Rule } from '../finding';
import { type Operation, type Placement, type StockReading, successOf } from '../operation';
import { mostAvailable, type SkuFacts } from '../sku-facts';

const NAME = 'too-much-stock';

/**
 * No answer shows more units than can have been there: not more available than {@link mostAvailable} says, neither
 * in a stock answer nor in one that something is sold out, not more received or withdrawn than receipts asked for.
 *
 * Sound: everything that could add to the number by the end of the request counts as having done so, everything
 * that takes from it only if it surely had before the request began, and surely had not been undone at its end.
 */
export const tooMuchStock: Rule = {
  name: NAME,
  claim: 'no answer shows more units than can have been there',
  check: ({ readings, skus, placements }) => {
    const shorts = [...placements.values()]
      .flat()
      .filter(({ outcome }) => 'short' in outcome && outcome.short);
    const findings = [
      ...readings.flatMap((reading) => judgeReading(reading, skus.get(reading.sku))),
      ...shorts.flatMap((placement) => judgeShort(placement, skus)),
    ];
    return { checked: readings.length + shorts.length, findings };
  },
};

function judgeReading(reading: StockReading, facts: SkuFacts | undefined): readonly Finding[] {
  const stock = successOf(reading)?.stock;
  if (stock === undefined || facts === undefined) return [];
  const { baseline, received, withdrawn } = facts;
  const most = {
    available: mostAvailable(facts, spanOf(reading)),
    received: baseline.received + received.possibly.until(reading.answered),
    withdrawn: baseline.withdrawn + baseline.held + withdrawn.possibly.until(reading.answered),
  };
  const kinds = ['available', 'received', 'withdrawn'] as const;
  return kinds.flatMap((kind) => exceeds(`${kind} ${stock[kind]}`, stock[kind] - most[kind], reading, facts));
}

function judgeShort(placement: Placement, skus: Facts['skus']): readonly Finding[] {
  const { outcome } = placement;
  if (outcome.kind === 'lost') return [];
  return (outcome.short ?? []).flatMap(({ sku, available }) => {
    const facts = skus.get(sku);
    if (facts === undefined) return [];
    const excess = available - mostAvailable(facts, spanOf(placement));
    return exceeds(`${available} left of what is sold out`, excess, placement, facts);
  });
}

const spanOf = ({ sent, answered }: Operation) => ({ from: sent, to: answered });

function exceeds(said: string, excess: number, operation: Operation, facts: SkuFacts): readonly Finding[] {
  if (excess <= 0) return [];
  const holding = facts.holdings.ordersThroughout(spanOf(operation));
  const what =
    `says ${said}, which is ${excess} more than there can have been` +
    (holding.length === 0 ? '' : `: ${holding.length} orders held units all the time`);
  const quoted = holding.slice(-QUOTED).map(({ order }) => order.sightings[0].by);
  const key = operation.op === 'place' ? { key: operation.key } : {};
  return [
    finding(NAME, what, { operations: [facts.baseline.by, ...quoted, operation], sku: facts.sku, ...key }),
  ];
}

/** Orders whose answers a finding quotes. */
const QUOTED = 3;
