import { type Answer, explain } from '../client/answers';
import { type Stock } from '../client/shapes';
import { type ImportProgress, noProgress, readProgress } from './progress-file';

/** From where an import starts and what the person should know about it, or why it must not. */
export type StartPoint =
  | { readonly kind: 'start'; readonly progress: ImportProgress; readonly note: string | null }
  | { readonly kind: 'refused'; readonly message: string };

/** What the decision depends on. */
export interface StartQuestion {
  readonly path: string;
  readonly shop: string;
  /** The stock flags of this run. */
  readonly stock: string;
  /** GET /v1/admin/stock/{sku}. */
  readonly lookUp: (sku: string) => Promise<Answer<Stock>>;
}

/**
 * Decides whether an earlier import of the same delivery goes on. To start over is always safe, only
 * slower, because receipts are applied once; so any doubt leads to the first row.
 */
export async function findStart(question: StartQuestion): Promise<StartPoint> {
  const { path, shop, stock } = question;
  const fresh = (note: string | null): StartPoint => ({
    kind: 'start',
    progress: noProgress(shop, stock),
    note,
  });
  const stored = await readProgress(path);
  switch (stored.kind) {
    case 'none':
      return fresh(null);
    case 'damaged':
      return fresh(
        `The progress file ${path} is damaged or half-written (${stored.why}): starting from the first row. ` +
          'Stock that was received is not added again.',
      );
    case 'found':
      if (stored.progress.shop !== shop) {
        return fresh(`${path} is about ${stored.progress.shop}: starting from the first row.`);
      }
      return continueFrom(stored.progress, question, fresh);
  }
}

async function continueFrom(
  progress: ImportProgress,
  { path, stock, lookUp }: StartQuestion,
  fresh: (note: string | null) => StartPoint,
): Promise<StartPoint> {
  const held = await stillHeld(progress, lookUp);
  if (held.kind === 'unknown') return { kind: 'refused', message: held.message };
  if (held.kind === 'no')
    return fresh(`The shop does not hold what ${path} says: starting from the first row.`);
  if (progress.stock !== stock) return { kind: 'refused', message: otherStock(progress, stock) };
  if (!progress.finished) {
    return { kind: 'start', progress, note: `Going on after row ${progress.rowsDone} (${path}).` };
  }
  return fresh(
    'This file was imported before: products are written again, stock is not added again ' +
      '(--delivery NAME receives it once more).',
  );
}

type Held = { kind: 'yes' } | { kind: 'no' } | { kind: 'unknown'; message: string };

/** Asks the shop for the witness: units received never become fewer in one and the same shop. */
async function stillHeld({ witness }: ImportProgress, lookUp: StartQuestion['lookUp']): Promise<Held> {
  if (witness === null) return { kind: 'no' };
  const answer = await lookUp(witness.sku);
  if (answer.kind === 'answered') return { kind: answer.body.received >= witness.received ? 'yes' : 'no' };
  if (answer.kind === 'refused' && answer.status === 404) return { kind: 'no' };
  return { kind: 'unknown', message: explain(answer) };
}

function otherStock(progress: ImportProgress, stock: string): string {
  const before = progress.finished ? 'imported' : `imported up to row ${progress.rowsDone}`;
  return (
    `this file was ${before} with ${progress.stock}, now it is ${stock}: a row's stock is received once. ` +
    `Repeat it with ${progress.stock}, or give --delivery NAME to receive ${stock} as another delivery`
  );
}
