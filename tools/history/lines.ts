/** Units by SKU, in order of first appearance; lines of the same SKU are summed, as the contract has it. */
export function mergeUnits(lines: readonly (readonly [string, number, ...number[]])[]): Map<string, number> {
  const units = new Map<string, number>();
  for (const [sku, quantity] of lines) units.set(sku, (units.get(sku) ?? 0) + quantity);
  return units;
}

/** Lines in a form that compares: many answers show the same lines, which are kept once. */
export interface Lines {
  readonly units: ReadonlyMap<string, number>;
  /** SKUs and quantities, alphabetically: equal for the same goods. */
  readonly goods: string;
  /** The same with unit prices; equal to `goods` where there are none. */
  readonly text: string;
}

type RawLines = readonly (readonly [string, number, ...number[]])[];

/** Keeps each different list of lines once. */
export class LinesPool {
  private readonly pool = new Map<string, Lines>();

  of(raw: RawLines): Lines {
    const text = [...raw]
      .map((line) => line.join(' '))
      .sort()
      .join(', ');
    const known = this.pool.get(text);
    if (known) return known;
    const units = mergeUnits(raw);
    const goods = [...units]
      .map(([sku, quantity]) => `${quantity} × ${sku}`)
      .sort()
      .join(', ');
    const lines = { units, goods, text };
    this.pool.set(text, lines);
    return lines;
  }
}
