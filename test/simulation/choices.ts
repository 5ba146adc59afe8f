import { SeededRandom } from '../../lambdas/adapters/memory/seeded-random';

/** All decisions of a run, in order: whole numbers, of which 0 is the most harmless one. */
export type Tape = readonly number[];

/**
 * Whoever decides in a run what happens next: a seed at first; later a tape, which need not be one that a seed has
 * made. Where a tape ends, everything goes well from then on.
 */
export class Choices {
  /** What was decided so far. */
  readonly tape: number[] = [];

  private constructor(
    private readonly random: SeededRandom,
    private readonly given?: Tape,
  ) {}

  static ofSeed(seed: number): Choices {
    return new Choices(new SeededRandom(seed));
  }

  static ofTape(tape: Tape): Choices {
    return new Choices(new SeededRandom(0), tape);
  }

  /** Whether what has this probability happens. What is impossible or certain is no decision. */
  chance(probability: number): boolean {
    if (probability <= 0 || probability >= 1) return probability >= 1;
    return this.decide(1, () => (this.random.next() < probability ? 1 : 0)) === 1;
  }

  /** Uniform in 0 to n-1. */
  below(n: number): number {
    return n <= 1 ? 0 : this.decide(n - 1, () => Math.floor(this.random.next() * n));
  }

  /** One of them, which are in the order of how harmless they are. */
  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }

  private decide(most: number, draw: () => number): number {
    const value = this.given ? Math.min(this.given[this.tape.length] ?? 0, most) : draw();
    this.tape.push(value);
    return value;
  }
}

const ID_DIGITS = 16;

/**
 * Randomness of the code under test. It is no part of the tape, so that a tape that was cut changes as little as
 * possible in what is left of it.
 */
export class SimulatedRandom extends SeededRandom {
  private ids = 0;

  override id(): string {
    this.ids += 1;
    return this.ids.toString(36).padStart(ID_DIGITS, '0');
  }
}
