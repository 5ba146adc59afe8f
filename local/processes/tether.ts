import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A program and its arguments. */
export type Command = readonly [file: string, ...args: string[]];

/** Node's option that ends a process with its parent; see end-with-parent.mjs. */
export const END_WITH_PARENT = ['--import', pathToFileURL(join(__dirname, 'end-with-parent.mjs')).href];

/**
 * Waits in the background for the end of standard input, which is the death of the process that holds the
 * pipe's other end, and kills the program then. `$$` is the shell's own id, which the program takes over.
 */
const TETHER = 'exec 3<&0; (read -r _ <&3; kill -9 $$) >/dev/null 2>&1 & exec "$@" </dev/null 3<&-';

/**
 * The command for a program that knows nothing of its parent, so that it dies within milliseconds of it.
 * Start either kind with a pipe as standard input. The process id is the program's own. Windows has no such
 * shell: there the program stays when the local cloud is killed.
 */
export function tethered([file, ...args]: Command): Command {
  return process.platform === 'win32' ? [file, ...args] : ['/bin/sh', '-c', TETHER, 'tether', file, ...args];
}
