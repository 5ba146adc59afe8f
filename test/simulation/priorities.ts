import { type Actor } from './flight';

/** That whoever goes next is the slowest of all from then on. */
const FALLS_BACK = 0.1;

/**
 * A schedule in which the actor of the highest priority always goes first, and falls behind all others now and then:
 * so one stands still between two steps while others run to their end, which a fair choice at every step hardly ever
 * makes happen (probabilistic concurrency testing: Burckhardt and others, ASPLOS 2010).
 */
export class Priorities {
  private readonly values = new Map<Actor, number>();
  private lowest = 0;

  /** `draw` is uniform in [0, 1). */
  constructor(private readonly draw: () => number) {}

  /** The one whose actor goes first; undefined for none. */
  first<T extends { readonly actor: Actor }>(items: readonly T[]): T | undefined {
    const [first] = items;
    if (!first) return undefined;
    const next = items.reduce(
      (best, item) => (this.of(item.actor) > this.of(best.actor) ? item : best),
      first,
    );
    if (this.draw() < FALLS_BACK) this.values.set(next.actor, (this.lowest -= 1));
    return next;
  }

  private of(actor: Actor): number {
    const value = this.values.get(actor) ?? this.draw();
    this.values.set(actor, value);
    return value;
  }
}
