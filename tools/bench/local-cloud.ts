import { type ChildProcess, spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { BenchFailed } from './section';

/** A local cloud in processes of its own, as `npm start` runs it. */
export interface RunningCloud {
  /** Of the process that was started; the others descend from it. */
  readonly pid: number;
  /** From spawning it to the line that begins with `ready`, in seconds. */
  readonly secondsToReady: number;
  /** Resolves once it has ended. */
  stop(): Promise<void>;
}

export interface CloudStart {
  /** The project's directory, or a copy of it. */
  readonly project: string;
  readonly portBase: number;
  /** Aborting it ends the cloud. */
  readonly signal: AbortSignal;
}

/** Synthesis takes 7 to 17 s, the rest a few seconds; a slow machine gets plenty of room. */
const START_LIMIT_MS = 180_000;
/** What it prints while it starts is shown when it fails; what it prints later is dropped. */
const SAID_LINES = 200;
/** The cloud ends within 2 s by itself. */
const END_LIMIT_MS = 10_000;

/** Starts a local cloud and waits until it is ready. Throws {@link BenchFailed} with its output otherwise. */
export async function startLocalCloud({ project, portBase, signal }: CloudStart): Promise<RunningCloud> {
  signal.throwIfAborted();
  const startedAt = performance.now();
  const child = launch(project, portBase);
  const end = () => void child.kill('SIGTERM');
  signal.addEventListener('abort', end);
  process.once('exit', end);
  const stop = async () => {
    signal.removeEventListener('abort', end);
    process.removeListener('exit', end);
    await stopped(child);
  };
  try {
    await ready(child);
  } catch (error) {
    await stop();
    signal.throwIfAborted();
    throw error;
  }
  return { pid: child.pid ?? 0, secondsToReady: (performance.now() - startedAt) / 1_000, stop };
}

/** The command of `npm start`. Its functions find Node first where this very Node is. */
function launch(project: string, portBase: number): ChildProcess {
  const binaries = join(project, 'node_modules', '.bin');
  return spawn(join(binaries, 'tsx'), ['local/main.ts', '--port-base', String(portBase)], {
    cwd: project,
    env: { ...process.env, PATH: `${binaries}${delimiter}${process.env['PATH'] ?? ''}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function ready(child: ChildProcess): Promise<void> {
  const said: string[] = [];
  return new Promise((resolve, reject) => {
    const fail = (how: string) => reject(new BenchFailed(`the local cloud ${how}:\n${said.join('\n')}`));
    const limit = setTimeout(() => fail(`was not ready within ${START_LIMIT_MS / 1_000} s`), START_LIMIT_MS);
    const read = (line: string) => {
      if (said.length < SAID_LINES) said.push(line);
      if (!line.startsWith('ready')) return;
      clearTimeout(limit);
      resolve();
    };
    for (const input of [child.stdout, child.stderr]) {
      if (input !== null) createInterface({ input }).on('line', read);
    }
    child.once('error', (error) => fail(`could not be started (${error.message})`));
    child.once('exit', (code, signal) => {
      clearTimeout(limit);
      fail(`ended (${code ?? signal}) before it was ready`);
    });
  });
}

function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const kill = setTimeout(() => child.kill('SIGKILL'), END_LIMIT_MS);
    child.once('exit', () => {
      clearTimeout(kill);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
