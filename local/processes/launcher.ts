/** How often it is looked at; nothing tells a process of its parent's death but the parent's id. */
const LOOK_MS = 250;

/**
 * Calls back once npm or tsx, whichever started this process, is gone: a kill -9 of `npm start` is to end the
 * shop as well. A shell that starts this process itself may go; that is how one runs it in the background.
 */
export function whenLauncherDies(tell: () => void): void {
  const launched = process.env['npm_lifecycle_event'] !== undefined || process.connected;
  if (!launched) return;
  const launcher = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === launcher) return;
    clearInterval(look);
    tell();
  }, LOOK_MS).unref();
}
