/**
 * When orders arrive, in milliseconds from the start: evenly, each at a random moment of its own share of the
 * time. They come whatever the answers to those before (an open loop): shoppers do not wait for each other.
 *
 * @param random uniform in [0, 1)
 */
export function arrivals(rate: number, milliseconds: number, random: () => number): readonly number[] {
  const count = Math.floor((rate * milliseconds) / 1_000);
  const share = 1_000 / rate;
  return Array.from({ length: count }, (_, index) => (index + random()) * share);
}
