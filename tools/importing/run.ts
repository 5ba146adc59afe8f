import { type HttpTransport } from '../client/http';
import { createOperator, type OperatorClient } from '../client/operator';
import { DEFAULT_RETRY, withRetry } from '../client/retry';
import { createShopper } from '../client/shopper';
import { createSigner } from '../client/sign';
import { EXIT, type ExitCode } from '../exit-codes';
import { contentHash, fileSize } from '../files';
import { createProgress, type ProgressDisplay } from '../progress';
import { callerPath, type World } from '../world';
import { type BatchPorts, importBatch } from './batch';
import { type Batch, batches } from './batches';
import { deliveryId, receiptId } from './delivery';
import { type ImportOptions } from './options';
import { type ImportProgress, progressPath, saveProgress } from './progress-file';
import { type BadRow, describeBadRow, type SourceRow, type StockChoice } from './row';
import { openSource } from './source';
import { findStart } from './start-point';

/** One import on its way. */
interface Run {
  readonly options: ImportOptions;
  readonly world: World;
  readonly ports: BatchPorts;
  readonly operator: OperatorClient;
  readonly display: ProgressDisplay;
  readonly progressFile: string;
  readonly bytes: number;
}

/** Imports a file as the options say, and reports on the world's terminal. */
export async function importCatalogue(
  options: ImportOptions,
  world: World,
  transport: HttpTransport,
): Promise<ExitCode> {
  const fail = (message: string) => (world.terminal.err(`import: ${message}`), EXIT.failed);
  const path = callerPath(world, options.file);
  const size = await fileSize(path);
  if (size.kind === 'unreadable') return fail(size.message);
  const source = await openSource(path, options.stock);
  if (source.kind === 'unusable') return fail(source.message);
  const unreachable = await shopIsThere(options, world, transport);
  if (unreachable !== null) return fail(unreachable);
  const run = prepare(options, world, transport, await contentHash(path), size.bytes);
  const shop = options.target.url.href;
  const start = await findStart({
    path: run.progressFile,
    shop,
    stock: stockFlags(options.stock),
    lookUp: (sku) => run.ports.retrying(() => run.operator.stock(sku)),
  });
  if (start.kind === 'refused') return fail(start.message);
  if (start.note !== null) world.terminal.err(start.note);
  return importRows(source.rows, start.progress, run);
}

/** Null when the region's API answers, whatever its health; otherwise what to do. */
async function shopIsThere(
  { target }: ImportOptions,
  world: World,
  transport: HttpTransport,
): Promise<string | null> {
  const answer = await createShopper({ url: target.url, transport, now: world.now }).health();
  if (answer.kind !== 'unreachable') return null;
  return `no shop answers at ${target.url.href} (${answer.message}); start one with npm start`;
}

function prepare(
  options: ImportOptions,
  world: World,
  transport: HttpTransport,
  hash: string,
  bytes: number,
): Run {
  const { region, url } = options.target;
  const sign = createSigner(region, options.credentials);
  const operator = createOperator({ url, transport, now: world.now, sign });
  const ports: BatchPorts = {
    operator,
    retrying: (call) => withRetry(call, DEFAULT_RETRY, world),
    receiptId: (row) => receiptId(hash, options, row),
    interrupted: world.interrupted,
  };
  const progressFile = progressPath(world.projectDirectory, deliveryId(hash, options));
  return { options, world, ports, operator, display: createProgress(world.terminal), progressFile, bytes };
}

function stockFlags(stock: StockChoice): string {
  return stock.kind === 'same' ? `--stock ${stock.units}` : `--stock-column ${stock.name}`;
}

async function importRows(
  rows: AsyncIterable<SourceRow>,
  start: ImportProgress,
  run: Run,
): Promise<ExitCode> {
  const { display, world } = run;
  const startedAt = world.now().getTime();
  let progress = start;
  let badRows = countRows(start.refused);
  start.refused.forEach((bad) => display.note(describeBadRow(bad)));
  for await (const batch of batches(rows, start.rowsDone, run.options.stock)) {
    if (world.interrupted.aborted) return stopped(run, progress, 'interrupted');
    const next = await importOne(batch, progress, run);
    if (next.kind === 'stopped') return stopped(run, progress, next.why);
    const bad = [...batch.bad, ...next.refused];
    bad.forEach((one) => display.note(describeBadRow(one)));
    badRows += countRows(bad);
    progress = next.progress;
    display.show({ done: batch.bytesRead, total: run.bytes, text: summary(progress, badRows) });
  }
  await saveProgress(run.progressFile, { ...progress, finished: true });
  return finished(run, progress, badRows, world.now().getTime() - startedAt);
}

type Step =
  | { kind: 'done'; progress: ImportProgress; refused: readonly BadRow[] }
  | { kind: 'stopped'; why: string };

async function importOne(batch: Batch, progress: ImportProgress, run: Run): Promise<Step> {
  const outcome = batch.rows.length === 0 ? NOTHING : await importBatch(batch.rows, run.ports);
  if (outcome.kind === 'stopped') return outcome;
  const witness = await findWitness(outcome.stocked, run.operator);
  const next: ImportProgress = {
    ...progress,
    rowsDone: batch.lastRow,
    imported: progress.imported + outcome.imported,
    received: progress.received + outcome.received,
    refused: [...progress.refused, ...outcome.refused],
    witness: witness ?? progress.witness,
  };
  await saveProgress(run.progressFile, next);
  return { kind: 'done', progress: next, refused: outcome.refused };
}

const NOTHING = { kind: 'done', imported: 0, received: 0, refused: [], stocked: null } as const;

/** Without an answer the earlier witness stands; it proves as much, only about earlier rows. */
async function findWitness(sku: string | null, operator: OperatorClient): Promise<ImportProgress['witness']> {
  if (sku === null) return null;
  const answer = await operator.stock(sku);
  return answer.kind === 'answered' ? { sku, received: answer.body.received } : null;
}

function countRows(bad: readonly BadRow[]): number {
  return new Set(bad.map(({ row }) => row)).size;
}

function summary({ imported, received }: ImportProgress, badRows: number): string {
  const bad = badRows > 0 ? `, ${count(badRows, 'bad row')}` : '';
  return `${count(imported, 'product')}, ${count(received, 'unit')} received${bad}`;
}

function count(number: number, thing: string): string {
  return `${number.toLocaleString('en')} ${thing}${number === 1 ? '' : 's'}`;
}

function stopped(run: Run, progress: ImportProgress, why: string): ExitCode {
  run.display.finish();
  const interrupted = run.world.interrupted.aborted;
  run.world.terminal.err(
    `import: ${interrupted ? 'interrupted' : `stopped: ${why}`}; done up to row ${progress.rowsDone}. ` +
      'Run the same command again to go on: nothing is added twice.',
  );
  return interrupted ? EXIT.interrupted : EXIT.failed;
}

function finished(run: Run, progress: ImportProgress, badRows: number, tookMs: number): ExitCode {
  run.display.finish();
  const { region, url } = run.options.target;
  const took = (tookMs / 1000).toFixed(1);
  run.world.terminal.out(
    `Imported into ${region} (${url.origin}) in ${took} s: ${summary(progress, badRows)}.`,
  );
  return badRows === 0 ? EXIT.fine : EXIT.flawed;
}
