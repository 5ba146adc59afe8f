import { DAY_MS, type DayCounts, type RegionCounts } from '../../domain/budget/counts';
import { type BudgetStore } from '../../domain/budget/measure';
import { type Item, ItemReader, number, text } from './item';
import { type Table } from './table';

/** Key of the item that holds a Region's counts. */
export const budgetKey = (region: string): Item => ({ pk: text(`BUDGET#${region}`), sk: text('COUNTS') });

/** Name and target of an objective, and for each day its number since the epoch, what was bad, and the total. */
type Stored = [name: string, target: number, days: [day: number, bad: number, total: number][]];

/**
 * `BudgetStore` on the Shop table: an item for each Region, which only that Region writes, so that the last writer may
 * win. Seven objectives of thirty days are about 4 KB: some five write units an hour.
 */
export class DynamoDbBudgetStore implements BudgetStore {
  constructor(private readonly table: Table) {}

  async save({ region, at, objectives }: RegionCounts): Promise<void> {
    const stored = objectives.map(({ name, target, days }): Stored => [
      name,
      target,
      days.map((one) => [one.day / DAY_MS, one.bad, one.total]),
    ]);
    await this.table.put({ ...budgetKey(region), at: number(at), objectives: text(JSON.stringify(stored)) });
  }

  /** What another Region has written comes a moment later: an eventually consistent read is as good. */
  async read(region: string): Promise<RegionCounts | undefined> {
    const item = await this.table.get(budgetKey(region), { consistent: false });
    return item && decodeCounts(region, item);
  }
}

/** The counts in an item of the Shop table. Throws `CorruptRecord`. */
export function decodeCounts(region: string, item: Item): RegionCounts {
  const reader = new ItemReader(item);
  const objectives = reader
    .json<Stored[]>('objectives')
    .map(([name, target, days]) => ({ name, target, days: days.map(dayCounts) }));
  return { region, at: reader.number('at'), objectives };
}

const dayCounts = ([day, bad, total]: Stored[2][number]): DayCounts => ({
  day: day * DAY_MS,
  bad,
  total,
});
