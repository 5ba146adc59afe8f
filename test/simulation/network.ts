import { type WriteOutcome } from '../../lambdas/domain/errors';
import { type Clock } from '../../lambdas/domain/runtime';
import { type Choices } from './choices';
import { type Actor, type Flight, type Watch } from './flight';
import { RegionHealth } from './regions';
import { CALM, type Fate, RESENT, type Weather } from './weather';

interface Waiting extends Flight {
  readonly since: number;
  readonly settle: (answer: Promise<unknown>) => void;
}

interface Copy {
  readonly label: string;
  readonly run: () => Promise<unknown>;
  /** AWS refuses it from then on. */
  readonly until: number;
}

interface Sleeper {
  readonly actor: Actor;
  readonly until: number;
  readonly wake: () => void;
}

/** Something that a service of a Region does by itself at its time: it survives all actors, not its Region. */
export interface Timer {
  readonly region: string;
  readonly until: number;
  readonly label: string;
  readonly ring: () => void;
}

/** AWS refuses a request five minutes after it was signed. */
const SIGNATURE_MS = 5 * 60_000;
/** A client signs each copy when it sends it, for no longer than a function that reserves may run (`attemptMaxMs`). */
const RESENDS_FOR_MS = 60_000;

const flush = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * All that lies between the actors and their stores, and the time: at every step it chooses who goes next and
 * what goes wrong. Nothing runs in between, so a run repeats itself exactly.
 */
export class Network {
  private flights: Waiting[] = [];
  private copies: Copy[] = [];
  private sleepers: Sleeper[] = [];
  private timers: Timer[] = [];
  private planned: { label: string; begin: () => void }[] = [];
  private last: Actor | undefined;
  readonly regions = new RegionHealth();
  time = Date.UTC(2026, 0, 1);
  steps = 0;
  /** What happened, one line a step. */
  readonly trace: string[] = [];

  constructor(
    private readonly choices: Choices,
    private weather: Weather,
    private readonly watch: Watch,
  ) {}

  /** From now on nothing fails any more; copies still under way land or get lost. */
  heal(): void {
    this.weather = CALM;
  }

  /** Sends a request; the answer comes when the network has chosen so, or never. */
  send<T>(flight: Flight<T>): Promise<T> {
    return new Promise<T>((resolve) => {
      if (!flight.actor.alive) return;
      this.watch.sent(flight as Flight);
      const settle = (answer: Promise<unknown>) => resolve(answer as Promise<T>);
      this.flights.push({ ...flight, since: this.time, settle } as Waiting);
    });
  }

  /** Begins something at a step of the network's choice. */
  plan(label: string, begin: () => void): void {
    this.planned.push({ label, begin });
  }

  /** Does something at its time, or later. */
  at(timer: Timer): void {
    this.timers.push(timer);
  }

  cancel(timer: Timer): void {
    this.timers = this.timers.filter((other) => other !== timer);
  }

  /** The clock of the machine on which an actor runs. */
  clockOf(actor: Actor): Clock {
    return {
      now: () => this.time + actor.clockMs,
      sleep: (ms) =>
        new Promise((wake) => {
          this.sleepers.push({ actor, until: this.time + ms, wake });
        }),
    };
  }

  /** Moves the time on; copies that AWS would refuse by then are gone. */
  jump(ms: number): void {
    this.time += ms;
    this.copies = this.copies.filter(({ until }) => until >= this.time);
  }

  /** Nothing of the Region runs any more until it is `up` again; its queues keep what they have. */
  lose(region: string): void {
    this.regions.set(region, 'down', this.time);
    const actors = [...this.flights, ...this.sleepers].map(({ actor }) => actor);
    for (const actor of new Set(actors)) if (actor.region === region) this.stop(actor);
  }

  /** Runs until nobody has anything left to do. `check` is called after every step. */
  async run(check: () => void): Promise<void> {
    do {
      await flush();
      check();
      this.steps += 1;
      this.time += 1;
    } while (this.step());
  }

  /** Whether the payment provider is out of order for a call that reaches it now. */
  providerIsOut(): boolean {
    return this.choices.chance(this.weather.outage);
  }

  /** Whether a queue delivers a message once more. */
  doublesMessage(): boolean {
    return this.choices.chance(this.weather.duplicate);
  }

  private chance(probability: number): boolean {
    return this.choices.chance(probability);
  }

  private takeOne<T>(items: T[]): T | undefined {
    return items.splice(this.choices.below(items.length), 1)[0];
  }

  private step(): boolean {
    const { flights, copies, sleepers, planned } = this;
    if (flights.length + copies.length + sleepers.length + planned.length === 0) return this.wait();
    if (flights.length > 0 && this.chance(this.weather.crash)) return this.crash();
    if (planned.length > 0 && (flights.length === 0 || this.chance(this.weather.begin))) return this.begin();
    if (copies.length > 0 && (flights.length === 0 || this.chance(this.weather.arrive))) return this.land();
    if (sleepers.length > 0 && (flights.length === 0 || this.chance(0.1))) return this.wake();
    if (this.timers.length > 0 && this.chance(this.weather.leap) && this.ring()) return true;
    return this.deliver();
  }

  /** Nobody is at work: the next message comes, or the bad weather is over. */
  private wait(): boolean {
    return this.timers.length > 0 && this.chance(this.weather.last) && this.ring();
  }

  private ring(): boolean {
    const [next] = this.timers
      .filter(({ region }) => !this.regions.isDown(region))
      .sort((a, b) => a.until - b.until);
    if (!next) return false;
    this.cancel(next);
    this.jump(Math.max(0, next.until - this.time));
    this.trace.push(next.label);
    next.ring();
    return true;
  }

  private begin(): true {
    const next = this.takeOne(this.planned);
    if (next) this.trace.push(next.label);
    next?.begin();
    return true;
  }

  private land(): true {
    const copy = this.takeOne(this.copies);
    const lands = this.chance(0.7);
    this.trace.push(`late copy of ${copy?.label} ${lands ? 'lands' : 'is lost'}`);
    if (lands) void copy?.run().catch(() => undefined);
    return true;
  }

  private wake(): true {
    const [next] = this.sleepers.sort((a, b) => a.until - b.until);
    this.sleepers = this.sleepers.filter((sleeper) => sleeper !== next);
    if (!next) return true;
    this.jump(Math.max(0, next.until - this.time));
    this.trace.push(`${next.actor.name} wakes`);
    next.wake();
    return true;
  }

  private crash(): true {
    const victim = this.flights[this.choices.below(this.flights.length)]?.actor;
    if (victim) this.stop(victim);
    return true;
  }

  /** The actor does nothing any more; what it had sent may have left already. */
  private stop(victim: Actor): void {
    victim.alive = false;
    this.watch.crashed(victim);
    this.trace.push(`${victim.name} crashes`);
    for (const flight of this.flights.filter(({ actor }) => actor === victim)) this.leaveCopy(flight, 0.5);
    this.flights = this.flights.filter(({ actor }) => actor !== victim);
    this.sleepers = this.sleepers.filter(({ actor }) => actor !== victim);
  }

  private leaveCopy({ label, run, writes, since }: Waiting, probability: number): void {
    if (!writes || !this.chance(probability)) return;
    const until = since + this.choices.below(RESENDS_FOR_MS) + SIGNATURE_MS;
    if (until >= this.time) this.copies.push({ label, run, until });
  }

  private pick(): Waiting | undefined {
    const same = this.chance(this.weather.stickiness)
      ? this.flights.findIndex(({ actor }) => actor === this.last)
      : -1;
    return same < 0 ? this.takeOne(this.flights) : this.flights.splice(same, 1)[0];
  }

  private deliver(): true {
    const flight = this.pick();
    if (!flight) return true;
    this.last = flight.actor;
    const fate = this.fateOf(flight);
    this.trace.push(`${flight.actor.name}: ${flight.label} ${fate}`);
    this.watch.delivered(flight, fate, flight.since, this.time);
    flight.settle(this.answer(flight, fate));
    return true;
  }

  private fateOf(flight: Waiting): Fate {
    if (flight.needsQuorum && this.regions.isIsolated(flight.actor.region)) return this.cutOff(flight);
    if (this.meets(flight) && this.chance(this.weather.conflict)) return 'meets a write conflict';
    return this.chance(this.weather.fault) ? this.fault(flight) : 'is answered';
  }

  private cutOff({ actor, since }: Waiting): Fate {
    const gotThrough = this.regions.mayHaveGotThrough(actor.region, since);
    return this.choices.pick<Fate>([
      'is refused',
      'is lost',
      ...(gotThrough ? (['has its answer lost'] as const) : []),
    ]);
  }

  /** Whether another Region is writing the same item. */
  private meets({ actor, item, writes }: Waiting): boolean {
    if (!writes || item === undefined) return false;
    return this.flights.some(
      (other) => other.writes && other.item === item && other.actor.region !== actor.region,
    );
  }

  /** Reads leave no copies, and clients give up at some time. */
  private fault(flight: Waiting): Fate {
    const mayResend = flight.writes && this.time - flight.since < RESENDS_FOR_MS;
    const fates = this.weather.fates.filter((fate) => mayResend || !RESENT.some((resent) => resent === fate));
    return fates.length === 0 ? 'is answered' : this.choices.pick(fates);
  }

  private async answer(flight: Waiting, fate: Fate): Promise<unknown> {
    const lost = (outcome: WriteOutcome) => flight.lost(outcome, fate);
    switch (fate) {
      case 'is answered':
        return flight.run();
      case 'is refused':
      case 'is throttled':
      case 'meets a write conflict':
        return lost('not_applied');
      case 'is lost':
        return lost('unknown');
      case 'is lost, a copy is late':
        this.leaveCopy(flight, 1);
        return lost('unknown');
      case 'has its answer lost':
        await flight.run();
        return lost('unknown');
      case 'lands twice':
        await flight.run();
        return flight.resent(await flight.run());
      case 'lands, a copy is late':
        this.leaveCopy(flight, 1);
        return flight.resent(await flight.run());
    }
  }
}
