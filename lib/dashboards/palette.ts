/**
 * Colours of Okabe and Ito, which people with any kind of colour blindness tell apart ("Color Universal Design",
 * https://jfly.uni-koeln.de/color/). Each means one thing on all dashboards; black is left out, and so is yellow, since
 * neither is seen on both of CloudWatch's backgrounds.
 */
export const COLOURS = {
  /** What should happen. */
  good: '#0072B2',
  /** What is put off, and will happen. */
  waiting: '#E69F00',
  /** What should not happen, and the line that it must not cross. */
  bad: '#D55E00',
  /** What the shop or the bank rightly refuses. */
  refused: '#56B4E9',
  /** For comparison only. */
  neutral: '#7F7F7F',
  firstRegion: '#009E73',
  secondRegion: '#CC79A7',
} as const;

export type Colour = (typeof COLOURS)[keyof typeof COLOURS];

/** For lines that are alike, such as routes or objectives; as many as can be told apart. */
export const SERIES: readonly Colour[] = [
  COLOURS.good,
  COLOURS.waiting,
  COLOURS.firstRegion,
  COLOURS.secondRegion,
  COLOURS.refused,
  COLOURS.bad,
  COLOURS.neutral,
];

/** The colour of the line with this index. */
export const seriesColour = (index: number): Colour => SERIES[index % SERIES.length] ?? COLOURS.neutral;

/** The colour of a Region, by its place in the configuration. */
export const regionColour = (index: number): Colour =>
  index === 0 ? COLOURS.firstRegion : COLOURS.secondRegion;
