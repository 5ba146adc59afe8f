import { type Backlog, type RunningRegion } from '../types';

/** Orders for which a step is owed. */
export interface OrdersOwed {
  readonly count: number;
  /** When each of them is due next, in milliseconds since 1970. */
  readonly dueAt: readonly number[];
}

/** What is still owed: messages and invocations of main queues, and orders in the work index. */
export interface Owed {
  readonly messages: number;
  readonly orders: number;
}

/** How settling ended. */
export type Settled =
  | { readonly settled: true; readonly rounds: number }
  | { readonly settled: false; readonly rounds: number; readonly owed: Owed };

export interface SettleOptions {
  /** Regions that are up; the others' work is left alone. */
  readonly regions: () => readonly RunningRegion[];
  /** The work index, which every healthy region sees alike. */
  readonly ordersOwed: () => Promise<OrdersOwed>;
  /** Whatever may keep work from being done; another object means that it may go better now. */
  readonly hindrances: () => object;
  readonly now: () => Date;
  readonly delay: (milliseconds: number) => Promise<void>;
}

const MINUTE_MS = 60_000;
/** The contract's limit for one settling. */
const LIMIT_MS = 60_000;
/** Between two looks at whether the queues are idle. */
const LOOK_MS = 25;
/** Queues in which nothing moves for this long hold only what is delayed or hidden: the next round's work. */
const QUIET_MS = 1_000;
/** How far beyond the last due order the first rounds go: past a retry, a grace period, an open circuit. */
const AHEAD_MINUTES = [1, 5, 15, 30];
/**
 * Further rounds are in vain for another reason, an outage most likely. Each pushes the orders' next due time
 * further away, so they go no further than needed, and come less often.
 */
const LATER_AHEAD_MINUTES = 1;
const PAUSE_MS = 10_000;
/** An unpaid order is held for 24 hours; an event time that stays below 20 lets none expire. */
const MAX_AHEAD_MS = 19.5 * 60 * MINUTE_MS;

/**
 * The event time of a round: beyond all that is due, but never so far that an unpaid order expires. Orders
 * that are due later than that are not waited for.
 *
 * @param vain rounds since the last progress
 */
export function eventTimeOf(now: Date, dueAt: readonly number[], vain: number): Date {
  const latest = now.getTime() + MAX_AHEAD_MS;
  const due = dueAt.filter((time) => time <= latest).reduce((left, right) => Math.max(left, right), 0);
  const ahead = (AHEAD_MINUTES[vain] ?? LATER_AHEAD_MINUTES) * MINUTE_MS;
  return new Date(Math.min(Math.max(now.getTime(), due) + ahead, latest));
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

/** Works on what is owed, round after round, with an event time that moves forward. */
export class Settling {
  private rounds = 0;
  private vain = 0;
  private hindrances: object | undefined;
  private readonly deadline: number;

  constructor(private readonly options: SettleOptions) {
    this.deadline = options.now().getTime() + LIMIT_MS;
  }

  /** Runs until nothing is owed or a minute has passed; a function that runs on then is not waited for. */
  async run(): Promise<Settled> {
    let expired = false;
    const limit = this.options.delay(LIMIT_MS).then(() => {
      expired = true;
    });
    await Promise.race([this.work(() => expired), limit]);
    const owed = await this.owed();
    const { rounds } = this;
    return isNothing(owed) ? { settled: true, rounds } : { settled: false, rounds, owed };
  }

  private async work(isOver: () => boolean): Promise<void> {
    let before = await this.owed();
    do {
      if (this.vain >= AHEAD_MINUTES.length) await this.pause();
      await this.round();
      this.rounds += 1;
      const after = await this.owed();
      this.vain = total(after) < total(before) ? 0 : this.vain + 1;
      before = after;
    } while (!isOver() && !isNothing(before));
  }

  private async round(): Promise<void> {
    this.hindrances = this.options.hindrances();
    const regions = this.options.regions();
    await Promise.all(regions.map((region) => region.revealMessages()));
    await this.untilIdle(regions);
    await this.runSchedules(regions);
    await this.untilIdle(regions);
  }

  /**
   * Runs the schedules ahead of the time, while no worker runs by the real one: to a sweep whose time is ahead every order
   * that a worker has in hand is abandoned, and it would do again what that one is doing. What a sweep sends to the queues
   * waits until all sweeps are over.
   */
  private async runSchedules(regions: readonly RunningRegion[]): Promise<void> {
    regions.forEach((region) => region.pauseQueues());
    try {
      await this.untilNobodyWorks(regions);
      const { dueAt } = await this.options.ordersOwed();
      const eventTime = eventTimeOf(this.options.now(), dueAt, this.vain);
      await Promise.all(regions.map((region) => region.runSchedules(eventTime)));
    } finally {
      regions.forEach((region) => region.resumeQueues());
    }
  }

  private async untilNobodyWorks(regions: readonly RunningRegion[]): Promise<void> {
    while ((await backlog(regions)).working > 0 && this.time() < this.deadline)
      await this.options.delay(LOOK_MS);
  }

  /** Waits until the queues are empty, or nothing moves in them any more. An invocation under way counts as moving. */
  private async untilIdle(regions: readonly RunningRegion[]): Promise<void> {
    let seen = { ...(await backlog(regions)), since: this.time() };
    const moves = () => seen.working > 0 || this.time() < seen.since + QUIET_MS;
    while (seen.messages > 0 && moves() && this.time() < this.deadline) {
      await this.options.delay(LOOK_MS);
      const now = await backlog(regions);
      const since = now.messages === seen.messages && now.working === seen.working ? seen.since : this.time();
      seen = { ...now, since };
    }
  }

  /** Gives an outage time to end; when the faults have changed since the last round began, work goes on at once. */
  private async pause(): Promise<void> {
    const end = Math.min(this.time() + PAUSE_MS, this.deadline);
    const unchanged = () => this.options.hindrances() === this.hindrances;
    while (this.time() < end && unchanged()) await this.options.delay(LOOK_MS);
    if (!unchanged()) this.vain = 0;
  }

  private async owed(): Promise<Owed> {
    const regions = this.options.regions();
    const [{ messages }, { count }] = await Promise.all([backlog(regions), this.options.ordersOwed()]);
    return { messages, orders: count };
  }

  private time(): number {
    return this.options.now().getTime();
  }
}

async function backlog(regions: readonly RunningRegion[]): Promise<Backlog> {
  const all = await Promise.all(regions.map((region) => region.backlog()));
  return {
    messages: sum(all.map(({ messages }) => messages)),
    working: sum(all.map(({ working }) => working)),
  };
}

const total = (owed: Owed) => owed.messages + owed.orders;

const isNothing = (owed: Owed) => total(owed) === 0;
