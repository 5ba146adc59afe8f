/** What the tools' exit codes say, to scripts and pipelines. */
export const EXIT = {
  /** Everything went through. */
  fine: 0,
  /** It ran to the end, but some rows, orders or checks were not fine. */
  flawed: 1,
  /** It could not run: wrong usage, no such file, or the shop cannot be reached. */
  failed: 2,
  /** It ran to the end, and there is nothing of what it was asked for. */
  notFound: 3,
  /** It was not allowed to begin: an error budget is spent, or nobody knows. */
  refused: 4,
  /** Stopped by Ctrl-C (128 + SIGINT, as shells have it). */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
