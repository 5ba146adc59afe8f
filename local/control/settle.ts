import { type RunningRegion } from '../types';

/** What is still owed: messages of main queues by queue, and orders in the work index. */
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
  /** Orders in the work index, which every healthy region sees alike. */
  readonly ordersOwed: () => Promise<number>;
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
/** Event times of the first rounds, in minutes from now: past a retry, a circuit's opening, a grace period. */
const FIRST_OFFSETS_MINUTES = [1, 5, 15, 30];
const STEP_MINUTES = 30;
/** An unpaid order is held for 24 hours; a clock that stays below 20 lets none expire. */
const MAX_OFFSET_MINUTES = 19.5 * 60;

/** How far the event time of a round (from 0) lies ahead of the clock, in milliseconds. */
export function offsetOf(round: number): number {
  const further =
    (FIRST_OFFSETS_MINUTES.at(-1) ?? 0) + (round + 1 - FIRST_OFFSETS_MINUTES.length) * STEP_MINUTES;
  return Math.min(FIRST_OFFSETS_MINUTES[round] ?? further, MAX_OFFSET_MINUTES) * MINUTE_MS;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

/** Works on what is owed, round after round, with an event time that moves forward. */
export class Settling {
  private rounds = 0;
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
    do {
      await this.round(this.rounds);
      this.rounds += 1;
    } while (!isOver() && !isNothing(await this.owed()));
  }

  private async round(index: number): Promise<void> {
    const regions = this.options.regions();
    await Promise.all(regions.map((region) => region.revealMessages()));
    await this.untilIdle(regions);
    const eventTime = new Date(this.options.now().getTime() + offsetOf(index));
    await Promise.all(regions.map((region) => region.runSchedules(eventTime)));
    await this.untilIdle(regions);
  }

  /** Waits until the queues are empty, or nothing moves in them any more. */
  private async untilIdle(regions: readonly RunningRegion[]): Promise<void> {
    const time = () => this.options.now().getTime();
    let seen = { count: await backlog(regions), since: time() };
    while (seen.count > 0 && time() - seen.since < QUIET_MS && time() < this.deadline) {
      await this.options.delay(LOOK_MS);
      const count = await backlog(regions);
      if (count !== seen.count) seen = { count, since: time() };
    }
  }

  private async owed(): Promise<Owed> {
    const regions = this.options.regions();
    const [messages, orders] = await Promise.all([backlog(regions), this.options.ordersOwed()]);
    return { messages, orders };
  }
}

async function backlog(regions: readonly RunningRegion[]): Promise<number> {
  return sum(await Promise.all(regions.map((region) => region.backlog())));
}

function isNothing(owed: Owed): boolean {
  return owed.messages === 0 && owed.orders === 0;
}
