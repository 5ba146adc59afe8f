import { type BadRow, type GoodRow, type SourceRow, type StockChoice } from './row';
import { checkRow } from './validate';

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
  let good: GoodRow[] = [];
  let bad: BadRow[] = [];
  let last: SourceRow | undefined;
  const flush = ({ row, bytesRead }: SourceRow): Batch => {
    const batch = { rows: good, bad, lastRow: Math.max(row, rowsDone), bytesRead };
    [good, bad] = [[], []];
    return batch;
  };
  for await (const row of rows) {
    const checked = check(row, stock);
    if (checked.kind === 'bad') bad.push(...checked.faults);
    else if (row.row > rowsDone) good.push(checked.row);
    last = row;
    if (good.length + bad.length >= BATCH_ROWS) yield flush(row);
  }
  if (last !== undefined && good.length + bad.length > 0) yield flush(last);
}

function check(row: SourceRow, stock: StockChoice): ReturnType<typeof checkRow> {
  if (row.kind === 'raw') return checkRow(row, stock);
  const { line, found, allowed } = row;
  return { kind: 'bad', faults: [{ row: row.row, line, column: null, found, allowed }] };
}
