import { type Finding, finding, type Rule } from '../finding';
import { type SkuFacts } from '../sku-facts';

const NAME = 'oversold';

/** Orders whose answers a finding quotes. */
const QUOTED = 5;

/**
 * P1: at no time do orders surely hold more units of a SKU than can have come in by then.
 *
 * Sound: an order counts only from the answer that showed it until the last time at which it surely had not given
 * its units back; against that stands all that was there at first, what the shop held then included, and every
 * receipt that was sent by then, answered or not. Units that orders of unknown outcome hold are left out.
 */
export const oversold: Rule = {
  name: NAME,
  claim: 'orders never hold more units of a SKU than can have come in',
  check: ({ skus }) => ({ checked: skus.size, findings: [...skus.values()].flatMap(judge) }),
};

function judge(facts: SkuFacts): readonly Finding[] {
  const { sku, holdings, withdrawn, received, baseline } = facts;
  const capacity = (time: number) =>
    baseline.available + baseline.held + received.possibly.until(time) - withdrawn.surely.until(time);
  const times = [...holdings.all.map(({ from }) => from), ...withdrawn.surely.times].sort((a, b) => a - b);
  const at = times.find((time) => holdings.at(time) > capacity(time));
  if (at === undefined) return [];
  const standing = holdings.all.filter(({ from, to }) => from <= at && at <= to);
  const operations = [baseline.by, ...standing.slice(-QUOTED).map(({ order }) => order.sightings[0].by)];
  const what =
    `at ${at} ms ${standing.length} orders surely hold ${holdings.at(at)} units, ` +
    `and at most ${capacity(at)} can have been there to sell`;
  return [finding(NAME, what, { operations, sku, orderId: standing.at(-1)?.order.id ?? '' })];
}
