import { SeededRandom } from '../../lambdas/adapters/memory/seeded-random';

/**
 * All decisions of a run: those of its beginning, then those of each step. Whole numbers, of which 0 is the most
 * harmless one.
 */
export type Tape = readonly (readonly number[])[];

/**
 * Whoever decides in a run what happens next: a seed at first; later a tape, which need not be one that a seed has
 * made. What a tape does not say goes well.
 */
export class Choices {
  /** What was decided so far. */
  readonly tape: number[][] = [[]];

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

  /** The decisions of the next step begin. */
  beginStep(): void {
    this.tape.push([]);
  }

  /** Uniform in [0, 1), for those who {@link decide} on it: it is not on the tape. */
  readonly draw = (): number => this.random.next();

  /** A decision that its maker draws unless the tape has it. */
  decide(draw: () => number): number {
    const step = this.tape.at(-1) ?? [];
    const value = this.given ? (this.given[this.tape.length - 1]?.[step.length] ?? 0) : draw();
    step.push(value);
    return value;
  }

  /** Whether what has this probability happens. What is impossible or certain is no decision. */
  chance(probability: number): boolean {
    if (probability <= 0 || probability >= 1) return probability >= 1;
    return this.decide(() => (this.draw() < probability ? 1 : 0)) === 1;
  }

  /** Uniform in 0 to n-1. */
  below(n: number): number {
    return n <= 1
      ? 0
      : Math.min(
          n - 1,
          this.decide(() => Math.floor(this.draw() * n)),
        );
  }

  /** One of them, which are in the order of how harmless they are. */
  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }

  /**
   * One of them, known by name rather than by place, so that it stays the same one on a tape from which others were
   * cut. Nothing where that one is not there.
   */
  choose<T>(items: readonly T[], nameOf: (item: T) => string, draw?: () => T | undefined): T | undefined {
    const any = () => items[Math.floor(this.draw() * items.length)];
    const id = this.decide(() => {
      const item = (draw ?? any)();
      return item === undefined ? 0 : hashOf(nameOf(item));
    });
    return id === 0 ? items[0] : items.find((item) => hashOf(nameOf(item)) === id);
  }
}

/** FNV-1a with 32 bits (draft-eastlake-fnv-17); never 0. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0 || 1;
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
