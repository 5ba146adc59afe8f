import { readdir, readFile } from 'node:fs/promises';

/** What the processes of a tree use together. */
export interface TreeUse {
  readonly processes: number;
  /** Proportional set size in MB (10^6 bytes): a shared page counts once, divided among those who share it. */
  readonly pssMb: number;
  /** Of the emulators of DynamoDB among them. */
  readonly emulatorPssMb: number;
  /** Processor time in milliseconds, of ended children that were waited for, too. */
  readonly cpuMs: number;
}

interface ProcessStat {
  readonly pid: number;
  readonly parent: number;
  readonly cpuMs: number;
}

/** /proc counts in hundredths of a second on every Linux that Node runs on (sysconf(_SC_CLK_TCK)). */
const TICK_MS = 10;
const EMULATOR = /dynoxide|dynalite/;

/** Measures a process and all its descendants; null where there is no /proc, that is off Linux. */
export async function treeUse(root: number): Promise<TreeUse | null> {
  const all = await readStats();
  if (all === null) return null;
  const tree = descendantsOf(root, all);
  const pss = await Promise.all(tree.map(({ pid }) => pssOf(pid)));
  const isEmulator = await Promise.all(tree.map(async ({ pid }) => EMULATOR.test(await commandOf(pid))));
  return {
    processes: tree.length,
    pssMb: sum(pss),
    emulatorPssMb: sum(pss.filter((_, index) => isEmulator[index])),
    cpuMs: sum(tree.map(({ cpuMs }) => cpuMs)),
  };
}

async function readStats(): Promise<readonly ProcessStat[] | null> {
  const names = await readdir('/proc').catch(() => null);
  if (names === null) return null;
  const pids = names.filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => readOr(`/proc/${pid}/stat`)));
  return stats.filter((text) => text !== '').map(parseStat);
}

/** One line of /proc/PID/stat, see proc_pid_stat(5): the name in parentheses may hold spaces. */
export function parseStat(text: string): ProcessStat {
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  // After the name: state (0), parent (1) … user time (11), system time (12), and both of children (13, 14).
  return {
    pid: Number.parseInt(text, 10),
    parent: fields[1] ?? 0,
    cpuMs: sum(fields.slice(11, 15)) * TICK_MS,
  };
}

/** A process and all that descend from it. */
export function descendantsOf(root: number, all: readonly ProcessStat[]): readonly ProcessStat[] {
  const own = all.filter(({ pid }) => pid === root);
  const children = all.filter(({ parent }) => parent === root);
  return [...own, ...children.flatMap(({ pid }) => descendantsOf(pid, all))];
}

async function pssOf(pid: number): Promise<number> {
  const [, kilobytes] = /^Pss:\s+(\d+) kB/m.exec(await readOr(`/proc/${pid}/smaps_rollup`)) ?? [];
  return (Number(kilobytes ?? 0) * 1_024) / 1e6;
}

const commandOf = (pid: number): Promise<string> => readOr(`/proc/${pid}/cmdline`);

/** Empty when the process is gone. */
const readOr = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
