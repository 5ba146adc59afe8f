import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { type AwsAnswer, type AwsCall } from '../endpoint/aws-call';
import { Upstream } from '../endpoint/upstream';
import { type Command, END_WITH_PARENT, tethered } from '../processes/tether';
import { type Closeable } from '../types';

/** The two emulators that the contract test holds to the same behaviour. */
export type EmulatorKind = 'dynoxide' | 'dynalite';

export interface EmulatorOptions {
  readonly kind: EmulatorKind;
  /** Database file (dynoxide) or directory (dynalite); in memory when absent. */
  readonly path?: string;
}

/** A running DynamoDB emulator in a process of its own. */
export interface Emulator extends Closeable {
  readonly kind: EmulatorKind;
  /** Sends a client's call on as it came. */
  forward(call: AwsCall): Promise<AwsAnswer>;
  /** Makes a call of our own. Throws with the emulator's message unless it succeeds. */
  call(operation: string, input: object): Promise<Record<string, unknown>>;
}

const require = createRequire(__filename);

/** dynoxide where its prebuilt binary is installed for this platform, else dynalite. */
export function installedEmulator(): EmulatorKind {
  return isInstalled('dynoxide') ? 'dynoxide' : 'dynalite';
}

/** Whether an emulator can be started here; dynalite runs everywhere. */
export function isInstalled(kind: EmulatorKind): boolean {
  return kind === 'dynalite' || dynoxideBinary() !== null;
}

/** Starts an emulator on a free port of 127.0.0.1. Rejects if it does not come up. */
export async function startEmulator({ kind, path }: EmulatorOptions): Promise<Emulator> {
  if (path !== undefined) mkdirSync(dirname(path), { recursive: true });
  const port = await freePort();
  const [file, ...args] = kind === 'dynoxide' ? dynoxideCommand(port, path) : dynaliteCommand(port, path);
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'pipe'], env: {} });
  const stop = (): void => void child.kill('SIGKILL');
  process.once('exit', stop);
  await listening(kind, child);
  const upstream = new Upstream(port);
  return {
    kind,
    forward: (call) => upstream.forward(call),
    call: (operation, input) => callEmulator(upstream, operation, input),
    close: async () => {
      process.removeListener('exit', stop);
      upstream.close();
      await stopped(child);
    },
  };
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

/** A port that is free now; neither emulator reports which one it got when asked for port 0. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Both emulators print a line with "listening" once they accept connections, dynoxide on stderr. */
function listening(kind: EmulatorKind, child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    const fail = (how: string): void =>
      reject(new Error(`${kind} did not start (${how}): ${said.join(' ')}`));
    for (const input of [child.stdout, child.stderr]) {
      if (input === null) continue;
      createInterface({ input }).on('line', (line) =>
        /listening/i.test(line) ? resolve() : said.push(line),
      );
    }
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code, signal) => fail(`exit ${code ?? signal}`));
  });
}

function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

/** Both emulators want a signature to be there and check nothing of it. */
const UNCHECKED_SIGNATURE =
  'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0';

async function callEmulator(
  upstream: Upstream,
  operation: string,
  input: object,
): Promise<Record<string, unknown>> {
  const answer = await upstream.forward({
    operation,
    body: Buffer.from(JSON.stringify(input)),
    headers: {
      authorization: UNCHECKED_SIGNATURE,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-date': '20260101T000000Z',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
    },
  });
  if (answer.status !== 200) throw new Error(`${operation} failed: ${answer.body.toString()}`);
  return JSON.parse(answer.body.toString()) as Record<string, unknown>;
}
