import { execFile } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

/** One running process; those that have ended and only wait to be noticed are left out. */
interface RunningProcess {
  readonly id: number;
  readonly parent: number;
}

async function running(): Promise<RunningProcess[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,stat=']);
  const rows = stdout.trim().split('\n');
  return rows
    .map((row) => row.trim().split(/\s+/))
    .filter(([, , state]) => !state?.startsWith('Z'))
    .map(([id, parent]) => ({ id: Number(id), parent: Number(parent) }));
}

/** Ids of the children of a process, their children and so on. */
export async function descendantsOf(id: number): Promise<number[]> {
  const all = await running();
  const under = (parent: number): number[] =>
    all.filter((each) => each.parent === parent).flatMap((each) => [each.id, ...under(each.id)]);
  return under(id);
}

/** A killed cloud's children are to end within about a second; a busy machine gets more room. */
const LIMIT_MS = 60_000;
const LOOK_MS = 50;

/**
 * Those of the processes that are still there when they should be gone. There is no event for the end of a
 * process that somebody else started, so this looks again and again, for a minute at most.
 */
export async function untilGone(ids: readonly number[]): Promise<number[]> {
  for (let waited = 0; ; waited += LOOK_MS) {
    const alive = new Set((await running()).map(({ id }) => id));
    const left = ids.filter((id) => alive.has(id));
    if (left.length === 0 || waited >= LIMIT_MS) return left;
    await wait(LOOK_MS);
  }
}
