import { type Clock } from '../runtime';
import { type Circuit, NEVER_TRIPPED } from './circuit';
import { type CircuitReading, type CircuitStore } from './circuit-store';
import { oldestSecond } from './circuit-window';

/** How long an instance goes by what it has read: two reads a second would tell it little more. */
const TRUSTED_MS = 1_000;
/** What is known for so long is worth nothing while the store fails: longer than any opening, and a sweep's minute. */
const BELIEVED_MS = 2 * 60_000;

const NEVER = Number.NEGATIVE_INFINITY;

const UNKNOWN: CircuitReading = { circuit: NEVER_TRIPPED, version: 0, slots: [] };

const isFresh = (since: number, now: number): boolean => now >= since && now - since < TRUSTED_MS;

const isSame = (left: Circuit, right: Circuit): boolean =>
  left.kind === right.kind && left.since === right.since && probeIdOf(left) === probeIdOf(right);

const probeIdOf = (circuit: Circuit): string | undefined =>
  circuit.kind === 'half_open' ? circuit.probe.id : undefined;

/** What a view is made from. */
export interface ViewParts {
  readonly store: CircuitStore;
  readonly clock: Clock;
  readonly observer: { storeFailed(error: unknown): void };
}

/**
 * What one instance knows of the circuit that its Region shares. Throws nothing: while the store is out of reach the
 * circuit is as it was last known, and after a while as if it had never tripped.
 */
export class CircuitView {
  private reading = UNKNOWN;
  /** When `reading` was read, or written by this instance. */
  private knownAt = NEVER;
  /** When the last look began, a failed one too. */
  private lookedAt = NEVER;
  private looking: { readonly since: number; readonly reading: Promise<CircuitReading> } | undefined;
  /** Reads and changes are numbered, so that a read which is overtaken by either is not taken for news. */
  private begun = 0;
  private learned = 0;

  constructor(private readonly parts: ViewParts) {}

  /** What was read or written last. */
  get known(): CircuitReading {
    return this.reading;
  }

  /** From now on what is known is old. */
  distrust(): void {
    this.lookedAt = NEVER;
  }

  /** Whether it was this instance that changed the circuit. A write without an answer is looked after. */
  async change(next: Circuit, before: number): Promise<boolean> {
    try {
      const result = await this.parts.store.write(next, before);
      if (result === 'overtaken') this.distrust();
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
  look(): Promise<CircuitReading> {
    const now = this.parts.clock.now();
    if (isFresh(this.lookedAt, now)) return Promise.resolve(this.reading);
    if (this.looking && isFresh(this.looking.since, now)) return this.looking.reading;
    this.looking = { since: now, reading: this.read().finally(() => (this.looking = undefined)) };
    return this.looking.reading;
  }

  /** What the store says now, if it says anything. */
  async read(): Promise<CircuitReading> {
    const { store, clock, observer } = this.parts;
    const [since, number] = [clock.now(), ++this.begun];
    try {
      this.learn(await store.read(oldestSecond(since)), number);
      this.lookedAt = since;
    } catch (error) {
      observer.storeFailed(error);
      if (clock.now() - this.knownAt > BELIEVED_MS) this.reading = UNKNOWN;
      // From its end on: a table that hangs for longer than a look is trusted would cost every call as much again.
      this.lookedAt = clock.now();
    }
    return this.reading;
  }

  private learn(reading: CircuitReading, number: number): void {
    if (number < this.learned) return;
    this.learned = number;
    this.reading = reading;
    this.knownAt = this.parts.clock.now();
    this.lookedAt = this.knownAt;
  }
}
