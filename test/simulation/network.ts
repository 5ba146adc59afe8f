import { type SeededRandom } from '../../lambdas/adapters/memory/seeded-random';
import { type WriteOutcome } from '../../lambdas/domain/errors';
import { type Clock } from '../../lambdas/domain/runtime';
import { CALM, type Fate, RESENT, type Weather } from './weather';

/** One invocation of a function: it may stop for ever between any two of its requests. */
export interface Actor {
  readonly name: string;
  alive: boolean;
}

/** A request of an actor that has not reached its store yet. */
export interface Flight<T = unknown> {
  readonly actor: Actor;
  readonly label: string;
  /** The order that it changes or tells of, if it is one. */
  readonly orderId?: string | undefined;
  /** Reads leave no trace, so their copies do not matter. */
  readonly writes: boolean;
  /** The effect, all at once. Called again for a copy of the request. */
  readonly run: () => Promise<T>;
  /** What the caller sees when the answer is lost; throws or returns it. */
  readonly lost: (outcome: WriteOutcome) => T;
  /** What the caller sees when the client sent the request twice. */
  readonly resent: (answer: T) => T;
}

interface Waiting extends Flight {
  readonly since: number;
  readonly settle: (answer: Promise<unknown>) => void;
}

/** Is told what the network does to requests. */
export interface Watch {
  sent(flight: Flight): void;
  /** `since`: when it was sent. */
  delivered(flight: Flight, fate: Fate, since: number, now: number): void;
  crashed(actor: Actor): void;
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

/** AWS refuses a request five minutes after it was signed. */
const SIGNATURE_MS = 5 * 60_000;
/** A client signs each copy when it sends it, for no longer than a function that reserves may run (`attemptMaxMs`). */
const RESENDS_FOR_MS = 60_000;

const flush = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * All that lies between the actors and their stores, and the time: at every step it chooses, from its
 * seed, who goes next and what goes wrong. Nothing runs in between, so a run repeats itself exactly.
 */
export class Network {
  private flights: Waiting[] = [];
  private copies: Copy[] = [];
  private sleepers: Sleeper[] = [];
  private planned: { label: string; begin: () => void }[] = [];
  private last: Actor | undefined;
  time = Date.UTC(2026, 0, 1);
  steps = 0;
  /** What happened, one line a step. */
  readonly trace: string[] = [];

  constructor(
    private readonly random: SeededRandom,
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

  clockOf(actor: Actor): Clock {
    return {
      now: () => this.time,
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
    return this.chance(this.weather.outage);
  }

  private chance(probability: number): boolean {
    return this.random.next() < probability;
  }

  private takeOne<T>(items: T[]): T | undefined {
    return items.splice(Math.floor(this.random.next() * items.length), 1)[0];
  }

  private step(): boolean {
    const { flights, copies, sleepers, planned } = this;
    if (flights.length + copies.length + sleepers.length + planned.length === 0) return false;
    if (this.chance(this.weather.crash)) return this.crash();
    if (planned.length > 0 && (flights.length === 0 || this.chance(this.weather.begin))) return this.begin();
    if (copies.length > 0 && (flights.length === 0 || this.chance(this.weather.arrive))) return this.land();
    if (sleepers.length > 0 && (flights.length === 0 || this.chance(0.1))) return this.wake();
    return this.deliver();
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
    const victim = this.flights[Math.floor(this.random.next() * this.flights.length)]?.actor;
    if (!victim) return true;
    victim.alive = false;
    this.watch.crashed(victim);
    this.trace.push(`${victim.name} crashes`);
    for (const flight of this.flights.filter(({ actor }) => actor === victim)) this.leaveCopy(flight, 0.5);
    this.flights = this.flights.filter(({ actor }) => actor !== victim);
    this.sleepers = this.sleepers.filter(({ actor }) => actor !== victim);
    return true;
  }

  private leaveCopy({ label, run, writes, since }: Waiting, probability: number): void {
    const until = since + Math.floor(this.random.next() * RESENDS_FOR_MS) + SIGNATURE_MS;
    if (writes && until >= this.time && this.chance(probability)) this.copies.push({ label, run, until });
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
    const fate = this.chance(this.weather.fault) ? this.fault(flight) : 'is answered';
    this.trace.push(`${flight.actor.name}: ${flight.label} ${fate}`);
    this.watch.delivered(flight, fate, flight.since, this.time);
    flight.settle(this.answer(flight, fate));
    return true;
  }

  /** Reads leave no copies, and clients give up at some time. */
  private fault(flight: Waiting): Fate {
    const mayResend = flight.writes && this.time - flight.since < RESENDS_FOR_MS;
    const fates = this.weather.fates.filter((fate) => mayResend || !RESENT.some((resent) => resent === fate));
    return fates[Math.floor(this.random.next() * fates.length)] ?? 'is answered';
  }

  private async answer(flight: Waiting, fate: Fate): Promise<unknown> {
    switch (fate) {
      case 'is answered':
        return flight.run();
      case 'is refused':
      case 'is lost':
        return flight.lost(fate === 'is refused' ? 'not_applied' : 'unknown');
      case 'is lost, a copy is late':
        this.leaveCopy(flight, 1);
        return flight.lost('unknown');
      case 'has its answer lost':
        await flight.run();
        return flight.lost('unknown');
      case 'lands twice':
        await flight.run();
        return flight.resent(await flight.run());
      case 'lands, a copy is late':
        this.leaveCopy(flight, 1);
        return flight.resent(await flight.run());
    }
  }
}
