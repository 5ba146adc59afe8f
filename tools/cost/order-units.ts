/** DynamoDB units of one order with so many lines, in one Region. */
export interface OrderUnits {
  readonly lines: number;
  /** Of the table and its indexes, from reservation until the journals are cleared. */
  readonly writes: number;
  readonly reads: number;
}

/**
 * Measured with `npm run bench -- --only units`: "all writes", and "reads" with "to clear". It is the dearest
 * case, in which each journal entry is cleared by a write of its own. Measure again when the order path changes.
 */
export const MEASURED_UNITS: readonly [OrderUnits, OrderUnits, ...OrderUnits[]] = [
  { lines: 1, writes: 7, reads: 2.5 },
  { lines: 10, writes: 25, reads: 16 },
  { lines: 100, writes: 207, reads: 154 },
];

/** Units of an order, on the straight lines through what was measured. */
export function unitsOfOrder(lines: number): OrderUnits {
  const [from, to] = around(lines);
  const at = (lines - from.lines) / (to.lines - from.lines);
  return {
    lines,
    writes: from.writes + at * (to.writes - from.writes),
    reads: from.reads + at * (to.reads - from.reads),
  };
}

/** The measured orders on either side; beyond the largest, the last two. */
function around(lines: number): readonly [OrderUnits, OrderUnits] {
  const [first, second, ...more] = MEASURED_UNITS;
  let pair: readonly [OrderUnits, OrderUnits] = [first, second];
  for (const next of more) if (lines > pair[1].lines) pair = [pair[1], next];
  return pair;
}
