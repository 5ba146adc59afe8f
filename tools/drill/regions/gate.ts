/** Lets shoppers' requests through, or holds them back. */
export class Gate {
  private inside = 0;
  private waiting: Promise<void> | null = null;
  private open: () => void = () => undefined;
  private empty: () => void = () => undefined;

  /** Does some work as soon as the gate is open. */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    while (this.waiting !== null) await this.waiting;
    this.inside += 1;
    try {
      return await work();
    } finally {
      this.inside -= 1;
      if (this.inside === 0) this.empty();
    }
  }

  /** Holds everybody back who comes from now on, waits for those inside, does some work, and opens again. */
  async closedFor<T>(work: () => Promise<T>): Promise<T> {
    this.waiting = new Promise((resolve) => (this.open = resolve));
    try {
      if (this.inside > 0) await new Promise<void>((resolve) => (this.empty = resolve));
      return await work();
    } finally {
      this.waiting = null;
      this.open();
    }
  }
}
