/** A value and how often it occurred. */
export type ValueCount = readonly [value: number, count: number];

/** Values with how often each occurred, in no order. */
export type Distribution = Map<number, number>;

/** Adds a value; infinities and what is no number are left to the caller. */
export function addValue(distribution: Distribution, value: number, count = 1): void {
  distribution.set(value, (distribution.get(value) ?? 0) + count);
}

/** The first width of a group, relative to its values; a value stands for its group with at most half of that as error. */
const FIRST_WIDTH = 0.02;

/**
 * The same values in at most so many groups, each standing for its values by their mean: those of a group differ by a fixed
 * share, as in the logarithmic buckets of DDSketch (Masson et al., 2019), which is widened until there are few enough.
 */
export function coarsened(distribution: Distribution, most: number): Distribution {
  let width = FIRST_WIDTH;
  let groups = grouped(distribution, width);
  while (groups.size > most) {
    width *= 2;
    groups = grouped(distribution, width);
  }
  const means: Distribution = new Map();
  for (const { sum, count } of groups.values()) addValue(means, sum / count, count);
  return means;
}

interface Group {
  sum: number;
  count: number;
}

function grouped(distribution: Distribution, width: number): Map<number, Group> {
  const perFactor = 1 / Math.log(1 + width);
  const groups = new Map<number, Group>();
  for (const [value, count] of distribution) {
    const key = keyOf(value, perFactor);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { sum: value * count, count });
    else {
      group.sum += value * count;
      group.count += count;
    }
  }
  return groups;
}

/** Values below a millionth are one group with zero; negative ones are grouped like positive ones, apart from them. */
function keyOf(value: number, perFactor: number): number {
  const size = Math.abs(value) * 1e6;
  if (size < 1) return 0;
  return Math.sign(value) * (1 + Math.floor(Math.log(size) * perFactor));
}
