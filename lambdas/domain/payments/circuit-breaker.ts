import { type Clock, type Random } from '../runtime';
import {
  afterProbe,
  halfOpen,
  type HalfOpenCircuit,
  hastened,
  isProbeDue,
  type OpenCircuit,
  trip,
} from './circuit';
import { type CircuitStore } from './circuit-store';
import { CircuitView } from './circuit-view';
import { type Counts, hasFailed, isFailing, latest, secondOf, Tally } from './circuit-window';

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

/** A call that takes longer has failed: shoppers give up, and no provider is that slow while it is well. */
const SLOW_MS = 3_000;

/**
 * One instance's part in the circuit breaker of its Region. While all is well it reads once a second and writes
 * nothing. Never a way to fail: while the store is out of reach calls go on as last known, or freely.
 */
export class PaymentCircuit {
  private readonly view: CircuitView;
  private isTakingProbe = false;
  private hasClosed = false;
  private readonly tally = new Tally();

  constructor(private readonly parts: CircuitParts) {
    this.view = new CircuitView(parts);
  }

  /**
   * Begins to look at the circuit if what is known is old or was not closed: at the start of an invocation, so that
   * nobody waits for the look when the first call is due, and nobody is refused for an outage that has just ended.
   */
  refresh(): void {
    if (this.view.known.circuit.kind !== 'closed') this.view.distrust();
    void this.view.look();
  }

  /** Whether a call may be made now; {@link record} what came of it. */
  async admit(): Promise<Admission> {
    const { circuit, version } = await this.view.look();
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
    const { circuit, version } = await this.view.look();
    const now = this.parts.clock.now();
    if (circuit.kind === 'closed' || time <= now || isProbeDue(circuit, now)) return;
    if (isProbeDue(circuit, time)) await this.view.change(hastened(circuit, now), version);
  }

  /** Whether calls are refused now, but for a probe, as far as is known. */
  async isOpen(): Promise<boolean> {
    return (await this.view.look()).circuit.kind !== 'closed';
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
    const isOurs = await this.view.change(taken, version);
    this.isTakingProbe = false;
    return isOurs ? { kind: 'probe', version: version + 1, circuit: taken } : refused(circuit);
  }

  private async conclude(
    { circuit, version }: Extract<Admission, { kind: 'probe' }>,
    failed: boolean,
  ): Promise<void> {
    const { clock, random, observer } = this.parts;
    const next = afterProbe(circuit, failed, clock.now(), random);
    if (!(await this.view.change(next, version))) return;
    if (next.kind === 'open') return observer.opened(next);
    this.hasClosed = true;
    observer.closed();
  }

  /** Calls that were begun under an earlier state of the circuit tell nothing of this one. */
  private async count(version: number, failed: boolean): Promise<void> {
    if (version !== this.view.known.version) return;
    const second = secondOf(this.parts.clock.now());
    this.tally.add(second, failed);
    if (!failed && !hasFailed(this.view.known)) return;
    const isShared = await this.share({ second, version });
    if (failed && isShared) await this.judge();
  }

  /** Without its own failure in them the shared counts are not worth another wait for a table that is out of reach. */
  private async share(slot: { second: number; version: number }): Promise<boolean> {
    try {
      await this.parts.store.count({ ...slot, ...this.tally.take() });
      return true;
    } catch (error) {
      this.parts.observer.storeFailed(error);
      return false;
    }
  }

  /** Opens the circuit if the calls of the whole Region say so. */
  private async judge(): Promise<void> {
    const { circuit, version, slots } = await this.view.read();
    const { clock, random, observer } = this.parts;
    const now = clock.now();
    const counts = latest(slots, { version, now });
    if (circuit.kind !== 'closed' || !isFailing(counts)) return;
    const next = trip(circuit, now, random);
    if (await this.view.change(next, version)) observer.opened(next, counts);
  }
}

const refused = (circuit: OpenCircuit | HalfOpenCircuit): Admission => ({
  kind: 'refused',
  ...(circuit.kind === 'open' && { retryAt: circuit.probeAt }),
});
