import { type Facts } from '../facts';
import { type Finding, finding, type Rule } from '../finding';
import { type Answered, type Placement, type ShortSeen } from '../operation';
import { leastLeft } from '../sku-facts';

const NAME = 'sold-out';

/**
 * Out of stock is said only when it is true: of goods that were asked for, of which fewer are left than were asked
 * for; and for good (`mayReturn: false`) only if of one line at least too few could be had, counting what checkouts
 * hold that are not decided.
 *
 * Sound: with `mayReturn: false` the shop has seen that the units which are left and those which undecided checkouts
 * of others hold do not make up one line. All others were sold or withdrawn by then, and no more can have been than
 * was asked for by the end of the request. So if for each line even then enough is left, it was wrong.
 */
export const soldOut: Rule = {
  name: NAME,
  claim: 'out of stock is said only when it is true',
  check: ({ placements, skus }) => {
    const shorts = [...placements.values()].flat().flatMap((by) => {
      const { outcome: answer } = by;
      return answer.kind === 'answered' && answer.short?.[0] ? [{ by, answer, short: answer.short }] : [];
    });
    const findings = shorts.flatMap((one) => [...judgeLines(one), ...judgeForGood(one, skus)]);
    return { checked: shorts.length, findings };
  },
};

interface Short {
  readonly by: Placement;
  readonly answer: Answered;
  readonly short: readonly ShortSeen[];
}

function judgeLines({ by, short }: Short): readonly Finding[] {
  return short.flatMap(({ sku, requested, available }) => {
    const asked = by.lines.units.get(sku) ?? 0;
    const faults = [
      ...(requested === asked ? [] : [`says that ${requested} were asked for, and ${asked} were`]),
      ...(available >= requested ? [`says sold out, with ${available} left of ${requested} asked for`] : []),
      ...(available < 0 ? [`says that ${available} are left`] : []),
    ];
    return faults.map((what) => finding(NAME, what, { operations: [by], key: by.key, sku }));
  });
}

function judgeForGood({ by, answer, short }: Short, skus: Facts['skus']): readonly Finding[] {
  if (answer.mayReturn !== false) return [];
  const left = short.map(({ sku, requested }) => {
    const facts = skus.get(sku);
    const least = facts ? leastLeft(facts, { from: by.sent, to: by.answered }) : -Infinity;
    return { sku, least, enough: least >= requested };
  });
  const [first] = left;
  if (first === undefined || !left.every(({ enough }) => enough)) return [];
  const surely = left.map(({ sku, least }) => `${least} of ${sku}`).join(', ');
  const what = `says sold out for good, though at least ${surely} were left or in undecided hands`;
  return [finding(NAME, what, { operations: [by], key: by.key, sku: first.sku })];
}
