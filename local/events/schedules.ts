import { asynchronously } from '../lambda/asynchronously';
import { type Invoke, type Log, type RegionTemplate } from '../types';
import { type BusEvent, eventTime } from './event';
import { requireTargets, type Rule, rulesOf, type RuleTarget } from './rule';
import { type Schedule } from './schedule-expression';
import { targetInput } from './target-input';

export interface SchedulesOptions {
  readonly template: RegionTemplate;
  readonly invoke: Invoke;
  readonly log: Log;
  readonly newId: () => string;
}

/** By what schedules go: time that may run faster than real time. */
export interface ScheduleClock {
  /** Epoch ms. */
  readonly now: () => number;
  /** How much faster than real time it runs. */
  readonly speed: number;
}

const TICK_MS = 1000;
/** What fires every minute does so for the first time after this long; by then the region answers. */
const FIRST_MS = 10_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A clock that jumps by more passes over what fires more seldom than daily. */
const LOOKED_BACK_MS = 24 * HOUR_MS;

interface ScheduledRule extends Rule {
  readonly schedule: Schedule;
}

interface Firing {
  readonly rule: ScheduledRule;
  readonly target: RuleTarget;
  readonly at: Date;
}

/** The rules of one region that fire on a schedule and invoke functions. */
export class Schedules {
  private readonly rules: readonly ScheduledRule[];
  private readonly underWay = new Set<ScheduledRule>();
  /** Fell due while a run was under way, by a clock that is ahead. */
  private readonly owed = new Set<ScheduledRule>();
  /** EventBridge does not wait for the functions that it invokes. */
  private readonly later: Invoke;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: SchedulesOptions) {
    this.rules = rulesOf(options.template).filter((rule): rule is ScheduledRule => rule.schedule !== null);
    requireTargets(this.rules, 'lambda');
    this.later = asynchronously(options.invoke);
  }

  /**
   * Fires rules as time goes by: a rate counts from shortly before now, since on AWS it counts from the rule's creation
   * and has long begun; a cron expression fires in the minutes that it names. `isPaused` is asked at each time.
   *
   * Where `clock` runs faster than real time, or jumps, rules fire by it, with real time as their event's: whatever fell due
   * since the last second fires once. Runs do not pile up: what fires several times an hour waits for the end of a run that
   * is under way, so that a probe looks all the time; what fires more seldom is passed over.
   */
  start(now: () => Date, isPaused: () => boolean, clock: ScheduleClock = realClock(now)): void {
    let last = clock.now();
    const startedAt = last + FIRST_MS - MINUTE_MS;
    this.timer = setInterval(() => {
      const at = clock.now();
      const due = this.due(last, at, startedAt);
      const ahead = clock.speed > 1 || at - now().getTime() > TICK_MS;
      if (!isPaused()) this.fire(ahead ? this.oneByOne(due, now()) : due, now());
      last = at;
    }, TICK_MS).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /**
   * Fires every rule that fires several times an hour, once, with the given event time, and waits for the functions, but
   * not for those that are throttled.
   * What runs more seldom is no work that somebody waits for, and the time may be hours ahead of any clock.
   */
  async runAll(at: Date): Promise<void> {
    const often = this.rules.filter(({ schedule }) => firesOften(schedule, at));
    await Promise.all(often.flatMap((rule) => this.invocations(rule, at, this.options.invoke)));
  }

  private due(after: number, upTo: number, startedAt: number): ScheduledRule[] {
    return this.rules.filter(({ schedule }) => isDue(schedule, after, upTo, startedAt));
  }

  /** Of the rules that are due, or were while a run was under way, those of which none is. */
  private oneByOne(due: readonly ScheduledRule[], at: Date): ScheduledRule[] {
    for (const rule of due) if (this.underWay.has(rule) && firesOften(rule.schedule, at)) this.owed.add(rule);
    const wanted = [...new Set([...due, ...this.owed])].filter((rule) => !this.underWay.has(rule));
    for (const rule of wanted) this.owed.delete(rule);
    return wanted;
  }

  private fire(rules: readonly ScheduledRule[], at: Date): void {
    for (const rule of rules) {
      this.underWay.add(rule);
      void Promise.all(this.invocations(rule, at, this.later)).finally(() => this.underWay.delete(rule));
    }
  }

  private invocations(rule: ScheduledRule, at: Date, invoke: Invoke): Promise<void>[] {
    return rule.targets.map((target) => this.invoke({ rule, target, at }, invoke));
  }

  private async invoke({ rule, target, at }: Firing, invoke: Invoke): Promise<void> {
    const event = this.event(rule, at);
    const input = JSON.parse(targetInput(target, event, rule)) as unknown;
    const result = await invoke(target.Arn, input);
    // That a region is down needs no telling: somebody took it down.
    if (result.kind !== 'returned' && result.kind !== 'region_down')
      this.options.log(`schedule ${rule.name} failed`, { ...result });
  }

  /** "Scheduled Event", from the EventBridge user guide's examples. */
  private event(rule: Rule, at: Date): BusEvent {
    const { accountId, region } = this.options.template;
    return {
      version: '0',
      id: this.options.newId(),
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: accountId,
      time: eventTime(at),
      region,
      resources: [rule.arn],
      detail: {},
    };
  }
}

/** Whether a schedule fires more than once in each of the 24 hours from the hour of `from` on. */
export function firesOften(schedule: Schedule, from: Date): boolean {
  if (schedule.kind === 'rate') return schedule.everyMs < HOUR_MS;
  const start = Math.floor(from.getTime() / HOUR_MS) * HOUR_MS;
  const firesIn = (hour: number) => (minute: number) =>
    schedule.matches(new Date(start + hour * HOUR_MS + minute * MINUTE_MS));
  return range(24).every((hour) => range(60).filter(firesIn(hour)).length > 1);
}

const range = (count: number): number[] => [...Array(count).keys()];

/** Whether a schedule fires in the time after `after`, up to and including `upTo` (epoch ms). */
export function isDue(schedule: Schedule, after: number, upTo: number, startedAt: number): boolean {
  if (schedule.kind === 'rate') {
    const periods = (at: number): number => Math.floor((at - startedAt) / schedule.everyMs);
    return periods(upTo) > periods(after);
  }
  const newest = Math.floor(upTo / MINUTE_MS) * MINUTE_MS;
  const oldest = Math.max(after, newest - LOOKED_BACK_MS);
  for (let minute = newest; minute > oldest; minute -= MINUTE_MS)
    if (schedule.matches(new Date(minute))) return true;
  return false;
}

const realClock = (now: () => Date): ScheduleClock => ({ now: () => now().getTime(), speed: 1 });
