import { type PlaceTraffic } from '../shape';

/** Answers by what they are, in the order in which they are stacked. */
export const CLASSES = ['ok', 'refused', 'failed', 'lost'] as const;
export type AnswerClass = (typeof CLASSES)[number];

/** How each class is called on the page. */
export const CLASS_NAMES: Readonly<Record<AnswerClass, string>> = {
  ok: '2xx',
  refused: '4xx',
  failed: '5xx',
  lost: 'no answer',
};

/** The chart's own units: one across for each second, and so many up. */
export const HEIGHT = 40;

/** A round number at or above the largest: 5, 10, 20, 50, 100, … so that the scale does not jump about. */
export function roundTop(largest: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(largest, 1)));
  const step = [1, 2, 5, 10].find((each) => each * power >= largest) ?? 10;
  return Math.max(5, step * power);
}

/** Seconds that may stick out of the chart, such as a client's own start: they would press all else flat. */
const CUT_SECONDS = 4;

/** What the scale must hold: the largest numbers of answers in one second, but for a few that are cut off. */
export function scaleOf(places: readonly PlaceTraffic[]): number {
  const sums = places.flatMap(({ ok, refused, failed, lost }) =>
    ok.map((each, second) => each + (refused[second] ?? 0) + (failed[second] ?? 0) + (lost[second] ?? 0)),
  );
  return roundTop(sums.sort((a, b) => b - a)[CUT_SECONDS] ?? 0);
}

/** One area for each class, stacked: an SVG path by class. */
export function areas(traffic: PlaceTraffic, top: number): Record<AnswerClass, string> {
  let below = traffic.ok.map(() => 0);
  const pathOf = (values: readonly number[]): string => {
    const floor = below;
    below = values.map((value, second) => value + (floor[second] ?? 0));
    return columns(floor, below, top);
  };
  return {
    ok: pathOf(traffic.ok),
    refused: pathOf(traffic.refused),
    failed: pathOf(traffic.failed),
    lost: pathOf(traffic.lost),
  };
}

/** Only what is there: a column of its own for each second that has something. */
function columns(from: readonly number[], to: readonly number[], top: number): string {
  return to
    .map((upper, second) => {
      const lower = from[second] ?? 0;
      if (upper === lower) return '';
      return `M${second} ${y(lower, top)}V${y(upper, top)}h1V${y(lower, top)}Z`;
    })
    .join('');
}

/** A line through the seconds, in steps. */
export const steps = (values: readonly number[], top: number): string =>
  values.map((value, second) => `${second === 0 ? 'M' : 'L'}${second} ${y(value, top)}h1`).join('');

const y = (value: number, top: number): number => Number((HEIGHT - (value / top) * HEIGHT).toFixed(2));

/** Mean of the newest seconds, one digit behind the point. */
export function rateOf(values: readonly number[], seconds: number): number {
  const newest = values.slice(-seconds);
  const sum = newest.reduce((total, value) => total + value, 0);
  return newest.length === 0 ? 0 : Math.round((sum * 10) / newest.length) / 10;
}

/** All of two minutes. */
export const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
