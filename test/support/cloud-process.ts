import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';

/** Synthesis takes 7 to 17 s, the rest a few seconds; a slow machine gets plenty of room. */
const START_TIMEOUT_MS = 180_000;

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** The first of these port bases that is free, so that a cloud left running by someone else fails no test. */
export async function freePortBase(bases: readonly number[]): Promise<number> {
  const [first = 0] = await freePortBases(bases, 1);
  return first;
}

/** As many of these port bases as are wanted, the first ones that are free. */
export async function freePortBases(bases: readonly number[], wanted: number): Promise<readonly number[]> {
  const free = await Promise.all(bases.map(isFree));
  const found = bases.filter((_, index) => free[index] === true).slice(0, wanted);
  if (found.length === wanted) return found;
  throw new Error(
    `${wanted} of the ports ${bases.join(', ')} are wanted and ${found.length} free: end the local clouds there.`,
  );
}

/** Starts a local cloud as `npm start` does; the process is the cloud's own. */
export function launchCloud(flags: readonly string[]): ChildProcess {
  const root = join(__dirname, '..', '..');
  const binaries = join(root, 'node_modules', '.bin');
  return spawn('node', ['--import', 'tsx', 'local/main.ts', ...flags], {
    cwd: root,
    env: { ...process.env, PATH: `${binaries}${delimiter}${process.env['PATH'] ?? ''}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Resolves when the cloud is ready; rejects with all that it said when it ends or takes too long. */
export function waitUntilReady(cloud: ChildProcess): Promise<void> {
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
