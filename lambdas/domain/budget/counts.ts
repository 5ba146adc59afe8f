/** What happened on one day, in UTC. */
export interface DayCounts {
  /** Midnight at which the day begins, in milliseconds since the epoch. */
  readonly day: number;
  /** Requests, calls or looks that broke the objective. */
  readonly bad: number;
  /** All of them. */
  readonly total: number;
}

/** What one Region counted for one objective. */
export interface MeasuredObjective {
  readonly name: string;
  /** Percent that has to be good, such as 99.9. */
  readonly target: number;
  /** Oldest first; days without anything are left out. */
  readonly days: readonly DayCounts[];
}

/** What one Region counted over the window; its functions write it, every hour. */
export interface RegionCounts {
  readonly region: string;
  /** When it was counted, in milliseconds since the epoch. */
  readonly at: number;
  readonly objectives: readonly MeasuredObjective[];
}

/** Days of a window, today included. */
export const WINDOW_DAYS = 30;

export const DAY_MS = 86_400_000;

/** Midnight in UTC before `time`, both in milliseconds since the epoch. */
export const dayOf = (time: number): number => Math.floor(time / DAY_MS) * DAY_MS;

/**
 * Where the window that ends now begins. It is made of whole days, so that the counts of a day are the same in every run
 * and the chart shows days as people know them; it is therefore between 29 and 30 days long.
 */
export const windowStart = (now: number): number => dayOf(now) - (WINDOW_DAYS - 1) * DAY_MS;

/** The counts of two series of one kind together: those of two Regions, or of two metrics. */
export function addDays(...lists: readonly (readonly DayCounts[])[]): DayCounts[] {
  const sums = new Map<number, DayCounts>();
  for (const { day, bad, total } of lists.flat()) {
    const before = sums.get(day) ?? { day, bad: 0, total: 0 };
    sums.set(day, { day, bad: before.bad + bad, total: before.total + total });
  }
  return [...sums.values()].sort((one, other) => one.day - other.day);
}

/**
 * The objectives of all Regions together, over the window that ends at `now`. The newest counts say which objectives
 * there are and what they ask for: the others may come from before a deployment, or from a Region that is lost.
 */
export function mergeRegions(regions: readonly RegionCounts[], now: number): MeasuredObjective[] {
  const [newest] = [...regions].sort((one, other) => other.at - one.at);
  const from = windowStart(now);
  const daysOf = (name: string) =>
    regions.map(({ objectives }) => objectives.find((objective) => objective.name === name)?.days ?? []);
  return (newest?.objectives ?? []).map(({ name, target }) => ({
    name,
    target,
    days: addDays(...daysOf(name)).filter(({ day }) => day >= from && day <= now),
  }));
}
