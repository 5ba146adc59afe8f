import { type BadRow, type GoodRow, type Place, type SourceRow, type StockChoice } from './row';
import { type CheckedRow, checkRow, show } from './validate';

/** Rows of one call: the contract takes 5,000; 500 show progress and lose little when interrupted. */
const BATCH_ROWS = 500;

/** Rows between two saves of the progress. */
export interface Batch {
  readonly rows: readonly GoodRow[];
  readonly bad: readonly BadRow[];
  readonly lastRow: number;
  readonly bytesRead: number;
}

/** Groups rows; those done before are only looked at for what is wrong with them. */
export async function* batches(
  rows: AsyncIterable<SourceRow>,
  rowsDone: number,
  stock: StockChoice,
): AsyncGenerator<Batch, void, undefined> {
  const check = createCheck(stock);
  let good: GoodRow[] = [];
  let faults: BadRow[] = [];
  let last: SourceRow | undefined;
  const flush = ({ row, bytesRead }: SourceRow): Batch => {
    const batch = { rows: good, bad: faults, lastRow: Math.max(row, rowsDone), bytesRead };
    [good, faults] = [[], []];
    return batch;
  };
  for await (const row of rows) {
    const checked = check(row);
    if (checked.kind === 'bad') faults.push(...checked.faults);
    else if (row.row > rowsDone) good.push(checked.row);
    last = row;
    if (good.length + faults.length >= BATCH_ROWS) yield flush(row);
  }
  if (last !== undefined && good.length + faults.length > 0) yield flush(last);
}

/**
 * Checks rows of one file in order. The SKUs seen are kept in memory (about 100 bytes each): a second row
 * of a SKU is bad, because which of the two the shop ends up with would depend on how rows fall into calls.
 */
function createCheck(stock: StockChoice): (row: SourceRow) => CheckedRow {
  const rowOf = new Map<string, number>();
  return (source) => {
    if (source.kind === 'broken') return bad(source, { ...source, column: null });
    const checked = checkRow(source, stock);
    if (checked.kind === 'bad') return checked;
    const { sku } = checked.row.product;
    const earlier = rowOf.get(sku);
    if (earlier === undefined) rowOf.set(sku, source.row);
    else
      return bad(source, {
        column: 'sku',
        found: show(sku),
        allowed: `once in a file; it is in row ${earlier}`,
      });
    return checked;
  };
}

function bad({ row, line }: Place, { column, found, allowed }: Omit<BadRow, keyof Place>): CheckedRow {
  return { kind: 'bad', faults: [{ row, line, column, found, allowed }] };
}
