import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EXIT } from './exit-codes';

/** Where a tool writes; tests collect the lines. */
export interface Terminal {
  /** A line of the result, on standard output. */
  out(line: string): void;
  /** A line about the work or an error, on standard error. */
  err(line: string): void;
  /** True when standard error can redraw a line. */
  readonly isTTY: boolean;
  /** Replaces the terminal's last line (only on a TTY); an empty text clears it. */
  redraw(text: string): void;
}

/** Everything that a tool takes from outside, so that its tests are deterministic. */
export interface World {
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Relative paths on the command line start here. */
  readonly callerDirectory: string;
  /** The project's directory, where `.holdfast/` lies. */
  readonly projectDirectory: string;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Aborted by Ctrl-C. */
  readonly interrupted: AbortSignal;
}

/** A path as the caller meant it: npm runs scripts in the project's directory, not in the caller's. */
export function callerPath(world: World, path: string): string {
  return resolve(world.callerDirectory, path);
}

/** The world of a process that a person started. The first Ctrl-C asks to stop, the second kills. */
export function processWorld(): World {
  return {
    terminal: processTerminal(),
    env: process.env,
    callerDirectory: process.env['INIT_CWD'] ?? process.cwd(),
    projectDirectory: process.cwd(),
    now: () => new Date(),
    sleep: async (ms) => {
      await delay(ms);
    },
    random: Math.random,
    interrupted: interruptions(),
  };
}

/** One Ctrl-C may arrive twice at once: from the terminal, and passed on by npm or tsx. */
const SAME_INTERRUPTION_MS = 500;

function interruptions(): AbortSignal {
  const controller = new AbortController();
  let firstAt: number | undefined;
  process.on('SIGINT', () => {
    firstAt ??= performance.now();
    if (performance.now() - firstAt > SAME_INTERRUPTION_MS) process.exit(EXIT.interrupted);
    controller.abort();
  });
  return controller.signal;
}

/** Whoever reads may leave, as `head` does: what a tool has begun goes on to its end. */
function leavingReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE' && error.code !== 'ECONNRESET') throw error;
}

function processTerminal(): Terminal {
  const { stdout, stderr } = process;
  stdout.on('error', leavingReader);
  stderr.on('error', leavingReader);
  return {
    out: (line) => void stdout.write(`${line}\n`),
    err: (line) => void stderr.write(`${line}\n`),
    isTTY: stderr.isTTY === true,
    redraw: (text) => void stderr.write(`\r\u001b[2K${text.slice(0, stderr.columns || 80)}`),
  };
}
