import { type Clock, type Random } from '../runtime';
import {
  afterProbe,
  type Circuit,
  halfOpen,
  type HalfOpenCircuit,
  hastened,
  isProbeDue,
  NEVER_TRIPPED,
  type OpenCircuit,
  trip,
} from './circuit';
import { type CircuitReading, type CircuitStore } from './circuit-store';
import { type Counts, hasFailed, isFailing, latest, oldestSecond, secondOf, Tally } from './circuit-window';

/** Whether calls are made for a shopper who waits, or by a worker, who alone may probe. */
export type CallerRole = 'shopper' | 'worker';

/** Hears what becomes of the circuit by this instance. */
export interface CircuitObserver {
  /** `judged`: the calls that opened it; absent after a probe that failed. */
  opened(circuit: OpenCircuit, judged?: Counts): void;
  closed(): void;
  /** The circuit could not be looked at or changed: it is taken to be as last known. */
  storeFailed(error: unknown): void;
}

/** Whether a call may be made. */
export type Admission =
  | { readonly kind: 'call'; readonly version: number }
  /** This call decides. */
  | { readonly kind: 'probe'; readonly version: number; readonly circuit: HalfOpenCircuit }
  /** `retryAt`: not worth trying before, in ms since the epoch. */
  | { readonly kind: 'refused'; readonly retryAt?: number | undefined };

/** What a circuit breaker is made from. */
export interface CircuitParts {
  readonly store: CircuitStore;
  readonly role: CallerRole;
  /** The real one, see {@link PaymentCircuit.dueBy}. */
  readonly clock: Clock;
  readonly random: Random;
  readonly observer: CircuitObserver;
}

/** How long an instance goes by what it has read: two reads a second would tell it little more. */
export const TRUSTED_MS = 1_000;
/** What is known for so long is worth nothing while the store fails: longer than any opening, and a sweep's minute. */
const BELIEVED_MS = 2 * 60_000;
/** A call that takes longer has failed: shoppers give up, and no provider is that slow while it is well. */
const SLOW_MS = 3_000;

const UNKNOWN: CircuitReading = { circuit: NEVER_TRIPPED, version: 0, slots: [] };

const isSame = (left: Circuit, right: Circuit): boolean =>
  left.kind === right.kind && left.since === right.since && probeIdOf(left) === probeIdOf(right);

const probeIdOf = (circuit: Circuit): string | undefined =>
  circuit.kind === 'half_open' ? circuit.probe.id : undefined;

/**
 * One instance's part in the circuit breaker of its Region. While all is well it reads once a second and writes
 * nothing. Never a way to fail: while the store is out of reach calls go on as last known, or freely.
 */
export class PaymentCircuit {
  private known = UNKNOWN;
  /** When `known` was read, or written by this instance. */
  private knownAt = -Infinity;
  /** When the last look began, a failed one too. */
  private lookedAt = -Infinity;
  private looking: { readonly since: number; readonly reading: Promise<CircuitReading> } | undefined;
  /** Reads and changes are numbered, so that a read which is overtaken by either is not taken for news. */
  private begun = 0;
  private learned = 0;
  private isTakingProbe = false;
  private hasClosed = false;
  private readonly tally = new Tally();

  constructor(private readonly parts: CircuitParts) {}

  /**
   * Begins to look at the circuit if what is known is old or was not closed: at the start of an invocation, so that
   * nobody waits for the look when the first call is due, and nobody is refused for an outage that has just ended.
   */
  refresh(): void {
    if (this.known.circuit.kind !== 'closed') this.lookedAt = -Infinity;
    void this.look();
  }

  /** Whether a call may be made now; {@link record} what came of it. */
  async admit(): Promise<Admission> {
    const { circuit, version } = await this.look();
    if (circuit.kind === 'closed') return { kind: 'call', version };
    const { role, clock } = this.parts;
    if (role === 'worker' && isProbeDue(circuit, clock.now())) return this.takeProbe(circuit, version);
    return refused(circuit);
  }

  /** Says how a call ended that was admitted: `failed` or not, after `ms` milliseconds. */
  async record(
    admission: Exclude<Admission, { kind: 'refused' }>,
    { failed, ms }: { failed: boolean; ms: number },
  ): Promise<void> {
    const bad = failed || ms > SLOW_MS;
    return admission.kind === 'probe' ? this.conclude(admission, bad) : this.count(admission.version, bad);
  }

  /**
   * Makes a call if a probe is due that nobody has made: an idle shop has no order to ask the provider with. Fails
   * where `call` does.
   */
  async probe(call: () => Promise<boolean>): Promise<void> {
    const admission = await this.admit();
    if (admission.kind !== 'probe') return;
    const begun = this.parts.clock.now();
    const failed = !(await call());
    await this.record(admission, { failed, ms: this.parts.clock.now() - begun });
  }

  /**
   * A probe that is due by this time, in ms since the epoch, is due now. Schedules run by the time of their event,
   * and the circuit, which other instances share, by the real clock: on AWS no event is ahead of it.
   */
  async dueBy(time: number): Promise<void> {
    this.refresh();
    const { circuit, version } = await this.look();
    const now = this.parts.clock.now();
    if (circuit.kind === 'closed' || time <= now || isProbeDue(circuit, now)) return;
    if (isProbeDue(circuit, time)) await this.change(hastened(circuit, now), version);
  }

  /** True once after a call of this instance has closed the circuit. */
  takeClosed(): boolean {
    const { hasClosed } = this;
    this.hasClosed = false;
    return hasClosed;
  }

  /** One worker in the Region, and one call in this instance. */
  private async takeProbe(circuit: OpenCircuit | HalfOpenCircuit, version: number): Promise<Admission> {
    if (this.isTakingProbe) return refused(circuit);
    this.isTakingProbe = true;
    const { random, clock } = this.parts;
    const taken = halfOpen(circuit, random.id(), clock.now());
    const isOurs = await this.change(taken, version);
    this.isTakingProbe = false;
    return isOurs ? { kind: 'probe', version: version + 1, circuit: taken } : refused(circuit);
  }

  private async conclude(
    { circuit, version }: Extract<Admission, { kind: 'probe' }>,
    failed: boolean,
  ): Promise<void> {
    const { clock, random, observer } = this.parts;
    const next = afterProbe(circuit, failed, clock.now(), random);
    if (!(await this.change(next, version))) return;
    if (next.kind === 'open') return observer.opened(next);
    this.hasClosed = true;
    observer.closed();
  }

  /** Calls that were begun under an earlier state of the circuit tell nothing of this one. */
  private async count(version: number, failed: boolean): Promise<void> {
    if (version !== this.known.version) return;
    const second = secondOf(this.parts.clock.now());
    this.tally.add(second, failed);
    if (!failed && !hasFailed(this.known)) return;
    await this.share({ second, version });
    if (failed) await this.judge();
  }

  private async share(slot: { second: number; version: number }): Promise<void> {
    try {
      await this.parts.store.count({ ...slot, ...this.tally.take() });
    } catch (error) {
      this.parts.observer.storeFailed(error);
    }
  }

  /** Opens the circuit if the calls of the whole Region say so. */
  private async judge(): Promise<void> {
    const { circuit, version, slots } = await this.read();
    const { clock, random, observer } = this.parts;
    const now = clock.now();
    const counts = latest(slots, { version, now });
    if (circuit.kind !== 'closed' || !isFailing(counts)) return;
    const next = trip(circuit, now, random);
    if (await this.change(next, version)) observer.opened(next, counts);
  }

  /** Whether it was this instance that changed the circuit. A write without an answer is looked after. */
  private async change(next: Circuit, before: number): Promise<boolean> {
    try {
      const result = await this.parts.store.write(next, before);
      if (result === 'overtaken') this.lookedAt = -Infinity;
      else this.learn({ circuit: next, version: before + 1, slots: [] }, ++this.begun);
      return result === 'written';
    } catch (error) {
      this.parts.observer.storeFailed(error);
      const { circuit, version } = await this.read();
      return version === before + 1 && isSame(circuit, next);
    }
  }

  /**
   * What is known, read anew if that is old. Calls that look at the same time share one read, unless it is old, too:
   * Lambda may have frozen this instance in the middle of it.
   */
  private look(): Promise<CircuitReading> {
    const now = this.parts.clock.now();
    if (isFresh(this.lookedAt, now)) return Promise.resolve(this.known);
    if (this.looking && isFresh(this.looking.since, now)) return this.looking.reading;
    this.looking = { since: now, reading: this.read().finally(() => (this.looking = undefined)) };
    return this.looking.reading;
  }

  private async read(): Promise<CircuitReading> {
    const { store, clock, observer } = this.parts;
    const [since, number] = [clock.now(), ++this.begun];
    try {
      this.learn(await store.read(oldestSecond(since)), number);
    } catch (error) {
      observer.storeFailed(error);
      if (clock.now() - this.knownAt > BELIEVED_MS) this.known = UNKNOWN;
    }
    this.lookedAt = since;
    return this.known;
  }

  private learn(reading: CircuitReading, number: number): void {
    if (number < this.learned) return;
    this.learned = number;
    this.known = reading;
    this.knownAt = this.parts.clock.now();
    this.lookedAt = this.knownAt;
  }
}

const isFresh = (since: number, now: number): boolean => now >= since && now - since < TRUSTED_MS;

const refused = (circuit: OpenCircuit | HalfOpenCircuit): Admission => ({
  kind: 'refused',
  ...(circuit.kind === 'open' && { retryAt: circuit.probeAt }),
});
