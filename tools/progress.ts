import { type Terminal } from './world';

/** How far a run is: `done` of `total` in any unit, and what to say about it. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly text: string;
}

/** Shows progress until it is finished. */
export interface ProgressDisplay {
  show(progress: Progress): void;
  /** Prints a line without tearing the bar. */
  note(line: string): void;
  finish(): void;
}

const BAR_CELLS = 24;
/** Without a terminal one line for each tenth is enough for a log. */
const PLAIN_STEPS = 10;

/** A bar that redraws itself on a TTY, a line for every tenth otherwise. */
export function createProgress(terminal: Terminal): ProgressDisplay {
  return terminal.isTTY ? barDisplay(terminal) : plainDisplay(terminal);
}

function barDisplay(terminal: Terminal): ProgressDisplay {
  let last = '';
  return {
    show: (progress) => terminal.redraw((last = `${bar(progress)} ${percent(progress)} ${progress.text}`)),
    note: (line) => {
      terminal.redraw('');
      terminal.err(line);
      terminal.redraw(last);
    },
    finish: () => terminal.redraw((last = '')),
  };
}

function plainDisplay(terminal: Terminal): ProgressDisplay {
  let shown = 0;
  return {
    show: (progress) => {
      const step = Math.floor(share(progress) * PLAIN_STEPS);
      if (step <= shown) return;
      shown = step;
      terminal.err(`${percent(progress)} ${progress.text}`);
    },
    note: (line) => terminal.err(line),
    finish: () => undefined,
  };
}

function share({ done, total }: Progress): number {
  return total === 0 ? 1 : Math.min(1, done / total);
}

function percent(progress: Progress): string {
  return `${Math.floor(share(progress) * 100)} %`.padStart(5);
}

function bar(progress: Progress): string {
  const full = Math.round(share(progress) * BAR_CELLS);
  return `[${'#'.repeat(full)}${'.'.repeat(BAR_CELLS - full)}]`;
}
