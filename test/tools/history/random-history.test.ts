import fc from 'fast-check';
import { play, steps } from './random-history';
import { findings, order, place, type ScriptLine } from './script';

const SEED = 20_111_101;

/** Changes the last line that fits. */
function changeLast(
  lines: readonly ScriptLine[],
  fits: (line: ScriptLine) => boolean,
  change: (line: ScriptLine) => ScriptLine,
): readonly ScriptLine[] {
  const index = lines.findLastIndex(fits);
  fc.pre(index >= 0);
  return lines.map((line, each) => (each === index ? change(line) : line));
}

const stockOf = ({ stock }: ScriptLine) => stock as Readonly<Record<string, number>>;
const orderOf = ({ order }: ScriptLine) => order as Readonly<Record<string, unknown>>;
const isShow = ({ op }: ScriptLine) => op === 'show';
const isStock = ({ op }: ScriptLine) => op === 'stock';

/** The shop says one unit more, or less, than there is; its sums are right. */
const moveUnit = (units: 1 | -1) => (line: ScriptLine) => {
  const { available = 0, sold = 0, ...rest } = stockOf(line);
  return { ...line, stock: { ...rest, available: available + units, sold: sold - units } };
};

/** After all: somebody buys everything that is left, and one unit more. */
function oneMoreSold(lines: readonly ScriptLine[]): ScriptLine {
  const last = lines.findLast(isStock);
  const sku = String(last?.['sku']);
  const units = { [sku]: 1 + (last ? (stockOf(last)['available'] ?? 0) : 0) };
  return place('one-more', units, [1_000_000, 1_000_001], order('o-one-more', units));
}

/** What is planted, and the rule that has to see it. */
const PLANTED: readonly (readonly [
  string,
  string,
  (lines: readonly ScriptLine[]) => readonly ScriptLine[],
])[] = [
  [
    'an order that is not found any more',
    'order-lost',
    (lines) =>
      changeLast(lines, isShow, ({ order: _, ...line }) => ({
        ...line,
        status: 404,
        code: 'order_not_found',
      })),
  ],
  [
    'an order that goes back to pending',
    'order-went-back',
    (lines) =>
      changeLast(
        lines,
        (line) => isShow(line) && lines.some((other) => other['op'] === 'show' && isLaterOf(line, other)),
        (line) => ({ ...line, order: { ...orderOf(line), status: 'payment_pending' } }),
      ),
  ],
  ['one unit sold that is not there', 'oversold', (lines) => [...lines, oneMoreSold(lines)]],
  ['one unit more than there is', 'too-much-stock', (lines) => changeLast(lines, isStock, moveUnit(1))],
  ['one unit sold to nobody', 'too-little-stock', (lines) => changeLast(lines, isStock, moveUnit(-1))],
  [
    'an order of other goods',
    'order-changed',
    (lines) => changeLast(lines, isShow, (line) => ({ ...line, order: { ...orderOf(line), total: 1 } })),
  ],
];

/** A show of an order that an earlier answer, over by then, has shown in a later state than pending. */
const isLaterOf = (line: ScriptLine, earlier: ScriptLine): boolean =>
  orderOf(earlier)['id'] === orderOf(line)['id'] &&
  Number(earlier['answered']) < Number(line['sent']) &&
  orderOf(earlier)['status'] !== 'payment_pending';

describe(`histories of a shop that keeps its promises (seed ${SEED})`, () => {
  it('are never found fault with, whatever overlaps, crashes and gets lost', async () => {
    const property = fc.asyncProperty(steps(false), async (script) => {
      expect(await findings(play(script))).toEqual([]);
    });
    await fc.assert(property, { seed: SEED, numRuns: 300 });
  });

  it.each(PLANTED)('%s is found', async (_name, rule, plant) => {
    const property = fc.asyncProperty(steps(true), async (script) => {
      const found = await findings(plant(play(script)));
      expect(found.map((one) => one.rule)).toContain(rule);
    });
    await fc.assert(property, { seed: SEED, numRuns: 50 });
  });
});
