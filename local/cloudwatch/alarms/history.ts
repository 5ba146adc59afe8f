import { type AlarmChange } from './shape';

/** Changes that are kept; a day of a hundred restless alarms. */
const KEPT = 5_000;

/** The changes of all Regions' alarms, oldest first. */
export class AlarmHistory {
  private readonly changes: AlarmChange[] = [];

  all(): readonly AlarmChange[] {
    return this.changes;
  }

  add(change: AlarmChange): void {
    if (this.changes.length === KEPT) this.changes.shift();
    this.changes.push(change);
  }
}
