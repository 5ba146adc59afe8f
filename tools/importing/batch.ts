import { type Answer, explain } from '../client/answers';
import { type OperatorClient } from '../client/operator';
import { forEachConcurrently } from '../client/pool';
import { type BadRow, type GoodRow } from './row';
import { show } from './validate';

/** What became of a batch. A stopped one is not counted as done: it is repeated, which adds nothing. */
export type BatchOutcome =
  | {
      readonly kind: 'done';
      readonly imported: number;
      /** Units received. */
      readonly received: number;
      readonly refused: readonly BadRow[];
      /** The last product that was stocked. */
      readonly stocked: string | null;
    }
  | { readonly kind: 'stopped'; readonly why: string };

/** What importing a batch needs. */
export interface BatchPorts {
  readonly operator: Pick<OperatorClient, 'importProducts' | 'receiveStock'>;
  /** Repeats a call while its answer is transient. */
  readonly retrying: <T>(call: () => Promise<Answer<T>>) => Promise<Answer<T>>;
  readonly receiptId: (row: GoodRow) => string;
  readonly interrupted: AbortSignal;
}

/**
 * Receipts at a time: 8 keep one region's admin function busy and stay far below the default admin
 * throttle of 500 calls a second.
 */
const RECEIPTS_AT_A_TIME = 8;

/**
 * Writes a batch of products, then receives the stock of those that the shop took. The shop counts the
 * rows that it refuses from 1 within the call.
 */
export async function importBatch(rows: readonly GoodRow[], ports: BatchPorts): Promise<BatchOutcome> {
  const answer = await ports.retrying(() =>
    ports.operator.importProducts(rows.map(({ product }) => product)),
  );
  if (answer.kind !== 'answered') return { kind: 'stopped', why: explain(answer) };
  const refused: BadRow[] = [];
  for (const error of answer.body.errors) {
    const row = rows[error.row - 1];
    if (row === undefined)
      return { kind: 'stopped', why: `the shop refused row ${error.row} of ${rows.length}` };
    refused.push(refusedRow(row, error));
  }
  const badRows = new Set(refused.map(({ row }) => row));
  const taken = rows.filter(({ row }) => !badRows.has(row));
  const stock = await receiveAll(taken, ports);
  if (stock.kind === 'stopped') return stock;
  return { ...stock, imported: taken.length, refused: [...refused, ...stock.refused] };
}

function refusedRow(row: GoodRow, error: { message: string; field?: string | undefined }): BadRow {
  const column = error.field ?? null;
  return { row: row.row, line: row.line, column, found: foundIn(row, column), allowed: error.message };
}

function foundIn({ product }: GoodRow, column: string | null): string {
  const values: Readonly<Record<string, unknown>> = { ...product, price_minor: product.price };
  return show(column === null ? product : values[column]);
}

type StockOutcome =
  | { kind: 'done'; received: number; refused: readonly BadRow[]; stocked: string | null }
  | { kind: 'stopped'; why: string };

async function receiveAll(rows: readonly GoodRow[], ports: BatchPorts): Promise<StockOutcome> {
  const refused: BadRow[] = [];
  let received = 0;
  let stocked: string | null = null;
  let stopped: string | null = null;
  const receive = async (row: GoodRow) => {
    if (stopped !== null) return;
    if (ports.interrupted.aborted) return void (stopped = 'interrupted');
    const outcome = await receiveRow(row, ports);
    if (outcome.kind === 'stopped') stopped ??= outcome.why;
    else if (outcome.kind === 'refused') refused.push(outcome.bad);
    else [received, stocked] = [received + row.units, row.product.sku];
  };
  const toStock = rows.filter(({ units }) => units > 0);
  await forEachConcurrently(toStock, RECEIPTS_AT_A_TIME, receive);
  if (stopped !== null) return { kind: 'stopped', why: stopped };
  return { kind: 'done', received, refused, stocked };
}

type ReceiptOutcome =
  | { kind: 'received' }
  | { kind: 'refused'; bad: BadRow }
  | { kind: 'stopped'; why: string };

async function receiveRow(row: GoodRow, ports: BatchPorts): Promise<ReceiptOutcome> {
  const receipt = { receiptId: ports.receiptId(row), quantity: row.units };
  const answer = await ports.retrying(() => ports.operator.receiveStock(row.product.sku, receipt));
  if (answer.kind === 'answered') return { kind: 'received' };
  if (!isAboutTheRow(answer)) return { kind: 'stopped', why: explain(answer) };
  const found = `${row.units} units`;
  const bad = { row: row.row, line: row.line, column: 'stock', found, allowed: explain(answer) };
  return { kind: 'refused', bad };
}

/** Any 4xx but those that every other row would meet too (not signed well, throttled). */
function isAboutTheRow(answer: Answer<unknown>): boolean {
  if (answer.kind !== 'refused') return false;
  return answer.status >= 400 && answer.status < 500 && ![401, 403, 429].includes(answer.status);
}
