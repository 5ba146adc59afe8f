import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import fc from 'fast-check';
import { checkHistory } from '../../tools/history/check';
import { loadHistory } from '../../tools/history/load';
import { describeReport, toReport } from '../../tools/history/report';
import { connectToCloud } from '../support/cloud';
import { portBase } from '../support/port-base';
import { newSku, sell, stockOf } from '../support/shop';

const SEED = 20_111_101;
const ROOT = join(__dirname, '..', '..');
const BINARIES = join(ROOT, 'node_modules', '.bin');

const cloud = connectToCloud();
const directory = mkdtempSync(join(tmpdir(), 'holdfast-replay-'));
afterAll(() => {
  cloud.close();
  rmSync(directory, { recursive: true });
});

interface Recorded {
  readonly order: string;
  readonly lines: readonly { sku: string; quantity: number }[];
}

/** Orders in the shape of a real shop's: 1 to 40 lines, small and large quantities. */
function recordedOrders(skus: readonly string[], count: number): Recorded[] {
  const line = fc.record({
    sku: fc.constantFrom(...skus),
    quantity: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 24, max: 144 })),
  });
  const lines = fc.uniqueArray(line, { minLength: 1, maxLength: 40, selector: ({ sku }) => sku });
  return fc
    .sample(lines, { seed: SEED, numRuns: count })
    .map((sampled, index) => ({ order: `R${index}`, lines: sampled }));
}

function demandOf(orders: readonly Recorded[]): Map<string, number> {
  const demand = new Map<string, number>();
  for (const { lines } of orders)
    for (const { sku, quantity } of lines) demand.set(sku, (demand.get(sku) ?? 0) + quantity);
  return demand;
}

function writeOrders(orders: readonly Recorded[]): string {
  const file = join(directory, 'orders.ndjson');
  const rows = orders.map((order) =>
    JSON.stringify({ ...order, at: '2011-11-01T08:00:00Z', customer: '1', country: 'United Kingdom' }),
  );
  writeFileSync(file, `${rows.join('\n')}\n`);
  return file;
}

/** `npm run replay` as a person runs it. */
function replay(
  file: string,
  ...flags: string[]
): Promise<{ code: number | null; output: string; report: unknown }> {
  const json = join(directory, 'report.json');
  const args = [
    'tools/replay.ts',
    file,
    '--port-base',
    String(portBase()),
    '--concurrency',
    '8',
    '--json',
    json,
    ...flags,
  ];
  const child = spawn(join(BINARIES, 'tsx'), args, {
    cwd: ROOT,
    env: { ...process.env, INIT_CWD: ROOT, PATH: `${BINARIES}${delimiter}${process.env['PATH'] ?? ''}` },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) =>
    child.on('close', (code) => resolve({ code, output, report: JSON.parse(readFileSync(json, 'utf8')) })),
  );
}

/** `npm run history`, in this process. */
async function checkedHistory(path: string) {
  const result = checkHistory(await loadHistory(path));
  return { ...result, lines: describeReport(toReport(result)) };
}

describe(`a short replay through both regions (seed ${SEED})`, () => {
  it('accepts every order when there is plenty, and the audit is clean', async () => {
    const skus = Array.from({ length: 50 }, (_, index) => newSku(`PLENTY${index}`));
    const orders = recordedOrders(skus, 40);
    for (const [sku, units] of demandOf(orders)) await sell(cloud, sku, units);

    const { code, output, report } = await replay(writeOrders(orders));

    expect({ code, output }).toMatchObject({ code: 0 });
    expect(report).toMatchObject({ accepted: 40, outOfStock: 0 });
    for (const [sku, units] of demandOf(orders))
      expect(await stockOf(cloud, sku)).toMatchObject({ available: 0, held: 0, sold: units });
  });

  it('sells no more than is there when there is half; the audit is clean, and so is the history from outside', async () => {
    const skus = Array.from({ length: 50 }, (_, index) => newSku(`HALF${index}`));
    const orders = recordedOrders(skus, 40);
    const demand = demandOf(orders);
    for (const [sku, units] of demand) await sell(cloud, sku, Math.ceil(units / 2));

    const history = join(directory, 'history.jsonl');
    const { code, output } = await replay(writeOrders(orders), '--history', history);

    expect({ code, output }).toMatchObject({ code: 0 });
    const { results, ...report } = await checkedHistory(history);
    expect({ report: report.ok ? [] : report.lines }).toEqual({ report: [] });
    expect(results.every(({ checked }) => checked > 0)).toBe(true);
    for (const [sku, units] of demand) {
      const levels = await stockOf(cloud, sku);
      expect(levels.held).toBe(0);
      expect(levels.sold + levels.available).toBe(Math.ceil(units / 2));
    }
  });
});
