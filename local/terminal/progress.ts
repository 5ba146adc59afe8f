import { type Log } from '../types';

/** Where lines for the person at the terminal go. */
export type WriteLine = (line: string) => void;

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1).padStart(5)} s`;
}

/** Shows what happens while the cloud starts, each line with the time since the start. */
export class Progress {
  private readonly startedAt: number;

  constructor(
    private readonly write: WriteLine,
    private readonly now: () => Date,
  ) {
    this.startedAt = now().getTime();
  }

  /** One line, with the time since the start in front. */
  step(message: string): void {
    this.write(`${seconds(this.now().getTime() - this.startedAt)}  ${message}`);
  }
}

/** A log of single lines: the message, then the details as `name=value`. */
export function lineLog(write: WriteLine): Log {
  return (message, detail = {}) => {
    const details = Object.entries(detail).map(
      ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
    );
    write([message, ...details].join('  '));
  };
}
