import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type World } from '../../../tools/world';
import { scratchDirectory } from '../../support/scratch-directory';

/** A world whose clock moves only while somebody sleeps. */
export interface FakeWorld extends World {
  readonly outLines: string[];
  readonly errLines: string[];
  /** What the TTY's last line was replaced with. */
  readonly redrawn: string[];
  readonly sleeps: number[];
  /** Presses Ctrl-C. */
  interrupt(): void;
  /** Writes a file into the caller's directory and returns its path. */
  file(name: string, content: string | Buffer): string;
}

/** A fresh world with an empty directory of its own. */
export function fakeWorld(
  options: { readonly isTTY?: boolean; readonly directory?: string } = {},
): FakeWorld {
  const directory = options.directory ?? scratchDirectory();
  const controller = new AbortController();
  const [outLines, errLines, redrawn]: [string[], string[], string[]] = [[], [], []];
  const sleeps: number[] = [];
  let clock = Date.parse('2026-01-01T00:00:00Z');
  return {
    outLines,
    errLines,
    redrawn,
    sleeps,
    terminal: {
      out: (line) => void outLines.push(line),
      err: (line) => void errLines.push(line),
      isTTY: options.isTTY ?? false,
      redraw: (text) => void redrawn.push(text),
    },
    env: {},
    callerDirectory: directory,
    projectDirectory: directory,
    now: () => new Date(clock),
    random: () => 0.5,
    sleep: async (ms) => {
      sleeps.push(ms);
      clock += ms;
    },
    interrupted: controller.signal,
    interrupt: () => controller.abort(),
    file: (name, content) => {
      const path = join(directory, name);
      writeFileSync(path, content);
      return path;
    },
  };
}
