import { type WriteOutcome } from '../../lambdas/domain/errors';
import { type Clock } from '../../lambdas/domain/runtime';
import { type Choices } from './choices';
import { Fates, RESENDS_FOR_MS } from './fates';
import { type Actor, type Flight, type Waiting, type Watch } from './flight';
import { Priorities } from './priorities';
import { RegionHealth } from './regions';
import { CALM, type Fate, type Weather } from './weather';

interface Copy {
  readonly label: string;
  readonly name: string;
  readonly run: () => Promise<unknown>;
  /** AWS refuses it from then on. */
  readonly until: number;
}

interface Sleeper {
  readonly actor: Actor;
  readonly until: number;
  readonly wake: () => void;
}

interface Planned {
  readonly label: string;
  /** The first step at which it may begin, unless nothing else is left to do. */
  readonly from: number;
  readonly begin: () => void;
}

/** Something that a service of a Region does by itself at its time: it survives all actors, not its Region. */
export interface Timer {
  readonly region: string;
  readonly until: number;
  readonly label: string;
  readonly ring: () => void;
}

/** What a step may be; the first is what comes next when nobody chooses. */
const STEPS = ['go on', 'deliver', 'begin', 'land', 'wake', 'ring', 'crash', 'end'] as const;
type StepKind = (typeof STEPS)[number];

/** Who does what to which item: the same in histories that differ elsewhere. */
const nameOf = ({ actor, label, item }: Waiting): string =>
  `${actor.name} ${label.slice(0, label.indexOf('('))} ${item ?? ''}`;

/** AWS refuses a request five minutes after it was signed. */
const SIGNATURE_MS = 5 * 60_000;

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
  private planned: Planned[] = [];
  private last: Actor | undefined;
  private readonly priorities: Priorities;
  readonly regions = new RegionHealth();
  private readonly fates: Fates;
  time = Date.UTC(2026, 0, 1);
  steps = 0;
  /** What happened, one line a step. */
  readonly trace: string[] = [];

  constructor(
    private readonly choices: Choices,
    private weather: Weather,
    private readonly watch: Watch,
  ) {
    this.priorities = new Priorities(choices.draw);
    this.fates = new Fates(choices, this.regions);
  }

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

  /** Begins something at a step of the network's choice, after that many others at the soonest. */
  plan(label: string, begin: () => void, after = 0): void {
    this.planned.push({ label, from: this.steps + after, begin });
  }

  private ready(): readonly Planned[] {
    const ready = this.planned.filter(({ from }) => from <= this.steps);
    return ready.length > 0 || this.flights.length > 0 ? ready : this.planned;
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

  private step(): boolean {
    this.choices.beginStep();
    const kind = this.choices.decide(() => STEPS.indexOf(this.drawStep()));
    return this.take(STEPS[kind] ?? 'go on');
  }

  private isIdle(): boolean {
    const { flights, copies, sleepers, planned } = this;
    return flights.length + copies.length + sleepers.length + planned.length === 0;
  }

  /** What a seed would have next. */
  private drawStep(): StepKind {
    const { flights, copies, sleepers, weather } = this;
    const draws = (probability: number) => this.choices.draw() < probability;
    if (this.isIdle()) return this.nextTimer() && draws(weather.last) ? 'ring' : 'end';
    if (flights.length > 0 && draws(weather.crash)) return 'crash';
    if (this.ready().length > 0 && (flights.length === 0 || draws(weather.begin))) return 'begin';
    if (copies.length > 0 && (flights.length === 0 || draws(weather.arrive))) return 'land';
    if (sleepers.length > 0 && (flights.length === 0 || draws(0.1))) return 'wake';
    if (this.nextTimer() && draws(weather.leap)) return 'ring';
    return 'deliver';
  }

  /** Nothing happens in a step that cannot be taken: a tape may have one from which its reason was cut. */
  private take(kind: StepKind): boolean {
    switch (kind) {
      case 'go on':
        return this.goOn();
      case 'deliver':
        return this.deliver();
      case 'begin':
        return this.begin();
      case 'land':
        return this.land();
      case 'wake':
        return this.wake();
      case 'ring':
        return this.ring();
      case 'crash':
        return this.crash();
      case 'end':
        return !this.isIdle() || (this.weather.last === 1 && this.nextTimer() !== undefined);
    }
  }

  /** One after the other, as they came; the bad weather is over when nobody is at work. */
  private goOn(): boolean {
    if (this.flights.length > 0) return this.deliver();
    if (this.planned.length > 0) return this.begin();
    if (this.copies.length > 0) return this.land();
    if (this.sleepers.length > 0) return this.wake();
    return this.weather.last === 1 && this.nextTimer() ? this.ring() : false;
  }

  private nextTimer(): Timer | undefined {
    return this.timers
      .filter(({ region }) => !this.regions.isDown(region))
      .reduce<Timer | undefined>(
        (next, timer) => (next && next.until <= timer.until ? next : timer),
        undefined,
      );
  }

  /** Moves the time on to the next timer that rings, and lets any ring whose time has come: queues keep no order. */
  private ring(): true {
    const earliest = this.nextTimer();
    if (!earliest) return true;
    this.jump(Math.max(0, earliest.until - this.time));
    const ready = this.timers.filter(
      ({ region, until }) => until <= this.time && !this.regions.isDown(region),
    );
    const next = this.choices.choose(ready, ({ label }) => label);
    if (!next) return true;
    this.cancel(next);
    this.trace.push(next.label);
    next.ring();
    return true;
  }

  private begin(): true {
    const next = this.choices.choose(this.ready(), ({ label }) => label);
    if (!next) return true;
    this.planned = this.planned.filter((other) => other !== next);
    this.trace.push(next.label);
    next.begin();
    return true;
  }

  private land(): true {
    const copy = this.choices.choose(this.copies, ({ name }) => name);
    if (!copy) return true;
    this.copies = this.copies.filter((other) => other !== copy);
    const lands = this.choices.chance(0.7);
    this.trace.push(`late copy of ${copy.label} ${lands ? 'lands' : 'is lost'}`);
    if (lands) void copy.run().catch(() => undefined);
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
    const victim = this.choices.choose(this.flights, ({ actor }) => actor.name);
    if (victim) this.stop(victim.actor);
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

  private leaveCopy(flight: Waiting, probability: number): void {
    const { label, run, writes, since, actor } = flight;
    if (!writes || !this.choices.chance(probability)) return;
    const signedAt = since + this.choices.pick([0, 0.25, 0.5, 0.75, 1]) * RESENDS_FOR_MS;
    const until = signedAt + actor.clockMs + SIGNATURE_MS;
    if (until >= this.time) this.copies.push({ label, name: nameOf(flight), run, until });
  }

  /** The fastest, the one that went last if it can, or any: as the weather has it. */
  private drawFlight(): Waiting | undefined {
    const { draw } = this.choices;
    if (this.weather.slowOnes) return this.priorities.first(this.flights);
    const same = draw() < this.weather.stickiness && this.flights.find(({ actor }) => actor === this.last);
    return same || this.flights[Math.floor(draw() * this.flights.length)];
  }

  private deliver(): true {
    const flight = this.choices.choose(this.flights, nameOf, () => this.drawFlight());
    if (!flight) return true;
    this.flights = this.flights.filter((other) => other !== flight);
    this.last = flight.actor;
    const fate = this.fates.of(flight, { others: this.flights, time: this.time, weather: this.weather });
    this.trace.push(`${flight.actor.name}: ${flight.label} ${fate}`);
    this.watch.delivered(flight, fate, flight.since, this.time);
    flight.settle(this.answer(flight, fate));
    return true;
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
