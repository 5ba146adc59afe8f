import { type RealTime } from '../../../local/cloudwatch/clock';

/** Real time that a test moves by hand; timers run in order while it is moved. */
export class ManualTime implements RealTime {
  private time: number;
  private timers: { readonly at: number; readonly run: () => void }[] = [];

  constructor(start = '2026-11-21T12:00:00Z') {
    this.time = Date.parse(start);
  }

  readonly now = (): number => this.time;

  readonly after = (milliseconds: number, run: () => void): (() => void) => {
    const timer = { at: this.time + milliseconds, run };
    this.timers.push(timer);
    return () => void (this.timers = this.timers.filter((each) => each !== timer));
  };

  /** How many timers wait. */
  get waiting(): number {
    return this.timers.length;
  }

  pass(milliseconds: number): void {
    const end = this.time + milliseconds;
    for (let next = this.next(end); next !== undefined; next = this.next(end)) {
      this.timers = this.timers.filter((each) => each !== next);
      this.time = next.at;
      next.run();
    }
    this.time = end;
  }

  private next(end: number) {
    return this.timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  }
}
