import { type SeededRandom } from '../../lambdas/adapters/memory/seeded-random';

/** An instance of a function; a crash stops it for ever between any two of its waits. */
export interface Instance {
  readonly name: string;
  alive: boolean;
}

interface Sleeper {
  readonly instance: Instance;
  readonly until: number;
  readonly wake: () => void;
}

/** Who are due within so many ms of each other come in any order. */
const BLUR_MS = 25;

const flush = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Time that moves on when everybody waits, to one of those who are due next: which of them, the seed chooses. */
export class SimulatedTime {
  private sleepers: Sleeper[] = [];
  now = Date.UTC(2026, 0, 1);
  steps = 0;

  constructor(private readonly random: SeededRandom) {}

  sleep(instance: Instance, ms: number): Promise<void> {
    return new Promise((wake) => {
      if (instance.alive) this.sleepers.push({ instance, until: this.now + ms, wake });
    });
  }

  crash(instance: Instance): void {
    instance.alive = false;
    this.sleepers = this.sleepers.filter((sleeper) => sleeper.instance !== instance);
  }

  /** Runs until that time. `check` is called after every step. */
  async run(until: number, check: () => void): Promise<void> {
    for (;;) {
      await flush();
      check();
      this.steps += 1;
      if (!this.step(until)) return;
    }
  }

  private step(end: number): boolean {
    const next = Math.min(...this.sleepers.map(({ until }) => until));
    if (next > end) return false;
    const due = this.sleepers.filter(({ until }) => until <= next + BLUR_MS);
    const chosen = due[Math.floor(this.random.next() * due.length)];
    if (chosen === undefined) return false;
    this.sleepers.splice(this.sleepers.indexOf(chosen), 1);
    this.now = Math.max(this.now, chosen.until);
    chosen.wake();
    return true;
  }
}
