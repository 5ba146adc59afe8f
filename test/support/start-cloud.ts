import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';

/** Bases tried in turn, so that a cloud left running by someone else does not fail the tests. */
const PORT_BASES = [14_000, 15_000, 16_000, 17_000];
/** Synthesis takes 7 to 17 s, the rest a few seconds; a slow machine gets plenty of room. */
const START_TIMEOUT_MS = 180_000;

declare global {
  /** The local cloud's process, for stop-cloud.ts. */
  var holdfastCloud: ChildProcess | undefined;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

async function choosePortBase(): Promise<number> {
  for (const base of PORT_BASES) {
    if (await isFree(base)) return base;
  }
  throw new Error(`The ports ${PORT_BASES.join(', ')} are all in use: end the local clouds running there.`);
}

function launch(portBase: number): ChildProcess {
  const root = join(__dirname, '..', '..');
  const binaries = join(root, 'node_modules', '.bin');
  return spawn(join(binaries, 'tsx'), ['local/main.ts', '--port-base', String(portBase)], {
    cwd: root,
    env: { ...process.env, PATH: `${binaries}${delimiter}${process.env['PATH'] ?? ''}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function waitUntilReady(cloud: ChildProcess): Promise<void> {
  const lines: string[] = [];
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`The local cloud ${why}:\n${lines.join('\n')}`));
    const timer = setTimeout(
      () => fail(`was not ready within ${START_TIMEOUT_MS / 1_000} s`),
      START_TIMEOUT_MS,
    );
    const read = (line: string) => {
      lines.push(line);
      if (!line.startsWith('ready')) return;
      clearTimeout(timer);
      resolve();
    };
    for (const stream of [cloud.stdout, cloud.stderr]) {
      if (stream !== null) createInterface({ input: stream }).on('line', read);
    }
    cloud.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with exit code ${code ?? 'none'} before it was ready`);
    });
  });
}

/**
 * Jest's global set-up of the project `cloud`: starts the local cloud once for all files and tells them
 * its port base in HOLDFAST_PORT_BASE.
 */
export default async function startCloud(): Promise<void> {
  const portBase = await choosePortBase();
  const cloud = launch(portBase);
  globalThis.holdfastCloud = cloud;
  await waitUntilReady(cloud);
  process.env['HOLDFAST_PORT_BASE'] = String(portBase);
}
