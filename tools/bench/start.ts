import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expectOrders, runLoad } from './load';
import { type RunningCloud, startLocalCloud } from './local-cloud';
import { oneLineOrders } from './orders';
import { treeUse, type TreeUse } from './process-tree';
import { type Bench, type Row, type Section } from './section';
import { connectShop, sell, settle, skusOf } from './shop';

const ORDERS = 1_000;
const QUICK_ORDERS = 200;
const LOAD_LIMIT_MS = 120_000;
const PLENTY = 1_000_000;

/** Not copied: what is made, or heavy. Dependencies are linked. */
const LEFT_OUT = new Set(['node_modules', 'cdk.out', '.git', '.holdfast', 'coverage']);

/** How long `npm start` takes, and what memory the shop needs. */
export const start: Section = {
  name: 'start',
  about: 'time to `ready`, fresh and unchanged, and memory',
  run: (bench) =>
    withCopy(bench.world.projectDirectory, async (project) => [
      {
        name: 'start',
        title: 'Start of the local cloud, and its memory',
        columns: [
          { name: 'to ready', unit: 's', better: 'lower' },
          { name: 'memory', unit: 'MB', better: 'lower' },
          { name: 'processes', unit: '' },
          { name: 'after load', unit: 'MB', better: 'lower' },
          { name: 'processes then', unit: '' },
        ],
        rows: [
          await startRow(bench, project, 'fresh synthesis'),
          await startRow(bench, project, 'unchanged templates'),
        ],
        notes: [
          'From spawning the command of `npm start`, in a copy of the project without templates, to the line',
          '`ready`; then again with the templates of the first start. Memory is the proportional set size of all',
          `its processes, after the start and after ${ordersOf(bench)} checkouts, 16 at a time.`,
        ],
      },
    ]),
};

const ordersOf = ({ quick }: Bench): number => (quick ? QUICK_ORDERS : ORDERS);

/** A copy has no templates yet, and nobody else's local cloud loses its own. */
async function withCopy<T>(project: string, work: (copy: string) => Promise<T>): Promise<T> {
  const parent = join(project, '.holdfast');
  await mkdir(parent, { recursive: true });
  const copy = await mkdtemp(join(parent, 'bench-'));
  try {
    await copySources(project, copy);
    return await work(copy);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

/** fs.cp refuses to copy a directory into itself, so the top level goes entry by entry. */
async function copySources(project: string, copy: string): Promise<void> {
  const entries = await readdir(project);
  for (const entry of entries.filter((name) => !LEFT_OUT.has(name)))
    await cp(join(project, entry), join(copy, entry), { recursive: true });
  await symlink(join(project, 'node_modules'), join(copy, 'node_modules'));
}

async function startRow(bench: Bench, project: string, name: string): Promise<Row> {
  const { world, portBase, say } = bench;
  say(`${name} …`);
  const cloud = await startLocalCloud({ project, portBase, signal: world.interrupted });
  try {
    const idle = await treeUse(cloud.pid);
    const loaded = await useAfterLoad(bench, cloud);
    const memory = [idle, loaded].flatMap((use) => [use?.pssMb ?? null, use?.processes ?? null]);
    return { name, values: [cloud.secondsToReady, ...memory] };
  } finally {
    await cloud.stop();
  }
}

async function useAfterLoad(bench: Bench, cloud: RunningCloud): Promise<TreeUse | null> {
  const { world, portBase, seed, say } = bench;
  const shop = connectShop(portBase, world.now);
  try {
    const skus = skusOf(50);
    await sell(shop, skus, PLENTY);
    say(`${ordersOf(bench)} checkouts …`);
    const result = await runLoad({
      apis: shop.apis,
      concurrency: 16,
      until: { milliseconds: LOAD_LIMIT_MS, turns: ordersOf(bench) },
      nextOrder: oneLineOrders({ skus, seed, run: 'start' }),
      interrupted: world.interrupted,
    });
    expectOrders(result);
    await settle(shop);
    return await treeUse(cloud.pid);
  } finally {
    shop.close();
  }
}
