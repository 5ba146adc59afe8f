import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Command, END_WITH_PARENT, tethered } from '../processes/tether';

/** The two emulators that the contract test holds to the same behaviour. */
export type EmulatorKind = 'dynoxide' | 'dynalite';

/** An emulator that accepts connections. */
export interface EmulatorProcess {
  /** Of 127.0.0.1. */
  readonly port: number;
  /** Resolves once the process is gone. */
  readonly stop: () => Promise<void>;
}

type Start =
  | { readonly kind: 'up' }
  | { readonly kind: 'port_taken'; readonly why: string }
  | { readonly kind: 'failed'; readonly why: string };

/** Ports are chosen at random from thousands; as many in a row that are taken mean something else. */
const MOST_PORTS = 10;

const require = createRequire(__filename);

/** dynoxide where its prebuilt binary is installed for this platform, else dynalite. */
export function installedEmulator(): EmulatorKind {
  return isInstalled('dynoxide') ? 'dynoxide' : 'dynalite';
}

/** Whether an emulator can be started here; dynalite runs everywhere. */
export function isInstalled(kind: EmulatorKind): boolean {
  return kind === 'dynalite' || dynoxideBinary() !== null;
}

/**
 * Starts an emulator that keeps its tables at `path`, in memory without one. Neither emulator tells which port it got when
 * asked for port 0, so that one is chosen for it; should somebody take that before the emulator does, it gets another.
 * Rejects with what the emulator said if it does not come up.
 */
export async function startProcess(
  kind: EmulatorKind,
  path: string | undefined,
  choosePort = freePort,
): Promise<EmulatorProcess> {
  if (path !== undefined) mkdirSync(dirname(path), { recursive: true });
  for (let tried = 1; ; tried++) {
    const port = await choosePort();
    const [file, ...args] = kind === 'dynoxide' ? dynoxideCommand(port, path) : dynaliteCommand(port, path);
    const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'pipe'], env: {} });
    const stop = stopper(child);
    const start = await startOf(child);
    if (start.kind === 'up') return { port, stop };
    await stop();
    if (start.kind === 'failed' || tried === MOST_PORTS)
      throw new Error(`${kind} did not start (${start.why})`);
  }
}

function dynoxideBinary(): string | null {
  try {
    const directory = dirname(require.resolve(`@dynoxide/${process.platform}-${process.arch}/package.json`));
    const binary = join(directory, process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide');
    return existsSync(binary) ? binary : null;
  } catch {
    return null;
  }
}

function dynoxideCommand(port: number, path: string | undefined): Command {
  const binary = dynoxideBinary();
  if (binary === null) throw new Error(`no dynoxide for ${process.platform}-${process.arch} is installed`);
  const storage = path === undefined ? [] : ['--db-path', path];
  return tethered([binary, '--host', '127.0.0.1', '--port', String(port), ...storage]);
}

function dynaliteCommand(port: number, path: string | undefined): Command {
  const storage = path === undefined ? [] : ['--path', path];
  const times = ['--createTableMs', '0', '--deleteTableMs', '0'];
  const program = [...END_WITH_PARENT, join(dirname(require.resolve('dynalite')), 'cli.js')];
  return [process.execPath, ...program, '--host', '127.0.0.1', '--port', String(port), ...times, ...storage];
}

/** A port of 127.0.0.1 that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Both emulators print a line with "listening" once they accept connections, dynoxide on stderr. */
function startOf(child: ChildProcess): Promise<Start> {
  return new Promise((resolve) => {
    const said: string[] = [];
    for (const input of [child.stdout, child.stderr]) {
      if (input === null) continue;
      createInterface({ input }).on('line', (line) =>
        /listening/i.test(line) ? resolve({ kind: 'up' }) : said.push(line),
      );
    }
    child.once('error', ({ message }) => resolve({ kind: 'failed', why: message }));
    // Not `exit`, at which its last words may be unread.
    child.once('close', (code, signal) => {
      const why = `exit ${code ?? signal}: ${said.join(' ')}`;
      resolve({ kind: why.includes('already in use') ? 'port_taken' : 'failed', why });
    });
  });
}

/** Kills the child with this process too. */
function stopper(child: ChildProcess): () => Promise<void> {
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  return () => {
    process.removeListener('exit', kill);
    if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
    return new Promise((resolve) => {
      child.once('exit', () => resolve());
      child.kill('SIGTERM');
    });
  };
}
