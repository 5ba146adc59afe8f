/** Tick values from 0 to at least `most`, a round step apart (1, 2 or 5 times a power of ten), 3 to 7 of them. */
export function ticks(most: number): readonly number[] {
  const step = roundStep(Math.max(1, most) / 5);
  const count = Math.max(1, Math.ceil(most / step));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

/** The smallest round step that is not below `rough`, nor below one unit. */
function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, rough)));
  const factor = [1, 2, 5].find((each) => each * power >= rough) ?? 10;
  return factor * power;
}
