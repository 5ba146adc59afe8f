import { ticks } from '../counter-example/axis';
import { element, text } from '../counter-example/svg';
import { type WidgetProperties } from './body';
import { type Box } from './draw';
import { type Line } from './lines';
import { short } from './numbers';

/** A graph, its figures and its place. Times in epoch milliseconds. */
export interface Graph {
  readonly properties: WidgetProperties;
  readonly lines: readonly Line[];
  readonly from: number;
  readonly to: number;
  readonly box: Box;
}

/** Where values stand. */
interface Scale {
  readonly plot: Box;
  readonly marks: readonly number[];
  readonly x: (at: number) => number;
  readonly y: (value: number) => number;
}

const LEGEND_LINE = 14;
const LEGEND_COLUMNS = 2;

/** Axis from 0, unit, limits, lines and a legend with the newest values. */
export function drawGraph(graph: Graph): readonly string[] {
  const lines = graph.properties.stacked === true ? stacked(graph.lines) : graph.lines;
  const scale = scaleOf(graph, lines);
  const { box, properties } = graph;
  return [
    element(
      'text',
      { class: 'quiet', x: box.x + 8, y: box.y + 32 },
      text(properties.yAxis?.left?.label ?? ''),
    ),
    ...scale.marks.flatMap((mark) => gridLine(mark, scale)),
    ...limits(properties, scale),
    ...(properties.view === 'bar' ? bars(lines, scale) : lines.flatMap((line) => drawLine(line, scale))),
    ...legend(graph.lines, box),
  ];
}

/** Each upon those before it: parts of a whole. */
function stacked(lines: readonly Line[]): readonly Line[] {
  const sums = new Map<number, number>();
  return lines.map((line) => {
    const raised = [...line.series].map(([at, value]) => [at, value + (sums.get(at) ?? 0)] as const);
    raised.forEach(([at, value]) => sums.set(at, value));
    return { ...line, series: new Map(raised) };
  });
}

function scaleOf({ properties, lines: drawn, from, to, box }: Graph, lines: readonly Line[]): Scale {
  const legendHeight = Math.ceil(drawn.length / LEGEND_COLUMNS) * LEGEND_LINE;
  const plot = {
    x: box.x + 44,
    y: box.y + 40,
    width: box.width - 56,
    height: box.height - 52 - legendHeight,
  };
  const values = lines.flatMap(({ series }) => [...series.values()]);
  const begin = Math.min(from, ...lines.flatMap(({ series }) => [...series.keys()]));
  const crossed = (properties.annotations?.horizontal ?? []).map(({ value }) => value);
  const highest = properties.yAxis?.left?.max ?? Math.max(0, ...values, ...crossed);
  const marks = marksTo(highest);
  const top = marks.at(-1) ?? 1;
  return {
    plot,
    marks,
    x: (at) => plot.x + ((at - begin) / (to - begin)) * plot.width,
    y: (value) => plot.y + plot.height - (Math.min(value, top) / top) * plot.height,
  };
}

/** Marks for values below 1, too. */
function marksTo(highest: number): readonly number[] {
  if (highest >= 5 || highest === 0) return ticks(highest);
  const power = 10 ** (Math.floor(Math.log10(highest)) - 1);
  return ticks(highest / power).map((mark) => Math.round(mark * power * 1e9) / 1e9);
}

function gridLine(mark: number, { plot, y }: Scale): readonly string[] {
  const at = y(mark);
  return [
    element('line', { class: 'grid', x1: plot.x, x2: plot.x + plot.width, y1: at, y2: at }),
    element('text', { class: 'quiet right', x: plot.x - 4, y: at + 4 }, text(short(mark))),
  ];
}

/** Lines across, the highest first; one whose label would cover the last one's has none. */
function limits({ annotations }: WidgetProperties, { plot, y, marks }: Scale): readonly string[] {
  const top = marks.at(-1) ?? 0;
  const shown = (annotations?.horizontal ?? []).filter(({ value }) => value <= top);
  const [x1, x2] = [plot.x, plot.x + plot.width];
  let free = -Infinity;
  return [...shown]
    .sort((left, right) => right.value - left.value)
    .flatMap(({ value, label = '', color = '#7F7F7F' }) => {
      const at = y(value);
      const line = element('line', { class: 'limit', stroke: color, x1, x2, y1: at, y2: at });
      if (at < free) return [line];
      free = at + LEGEND_LINE;
      return [line, element('text', { class: 'right quiet', x: x2, y: at - 3 }, text(label))];
    });
}

/** A line is broken where values are missing; a single value is a dot. */
function drawLine({ series, colour }: Line, { x, y }: Scale): readonly string[] {
  const points = [...series].map(([at, value]) => ({ at, x: x(at), y: y(value) }));
  const step = Math.min(...points.slice(1).map(({ at }, index) => at - (points[index]?.at ?? at)));
  const path = points.map(({ at, x: left, y: top }, index) => {
    const before = points[index - 1];
    const joined = before !== undefined && at - before.at <= step * 1.5;
    return `${joined ? 'L' : 'M'}${left.toFixed(1)} ${top.toFixed(1)}`;
  });
  const dots = points.length < 4 ? points.map((point) => dot(point, colour)) : [];
  return [element('path', { class: 'line', stroke: colour, d: path.join(' ') }), ...dots];
}

const dot = ({ x, y }: { x: number; y: number }, fill: string): string =>
  element('circle', { cx: x, cy: y, r: 2.5, fill });

/** The newest value of each, upright. */
function bars(lines: readonly Line[], { plot, y }: Scale): readonly string[] {
  const slot = plot.width / Math.max(1, lines.length);
  return lines.flatMap(({ series, colour }, index) => {
    const value = [...series.values()].at(-1);
    if (value === undefined) return [];
    const box = {
      x: plot.x + index * slot + slot * 0.2,
      y: y(value),
      width: slot * 0.6,
      height: plot.y + plot.height - y(value),
    };
    const label = { x: box.x, y: box.y - 3 };
    return [element('rect', { ...box, fill: colour }), element('text', label, text(short(value)))];
  });
}

function legend(lines: readonly Line[], box: Box): readonly string[] {
  const rows = Math.ceil(lines.length / LEGEND_COLUMNS);
  const width = (box.width - 16) / LEGEND_COLUMNS;
  const room = Math.floor(width / 6.2);
  return lines.flatMap(({ label, colour, series, missing }, index) => {
    const x = box.x + 8 + (index % LEGEND_COLUMNS) * width;
    const y = box.y + box.height - 6 - (rows - 1 - Math.floor(index / LEGEND_COLUMNS)) * LEGEND_LINE;
    const value = [...series.values()].at(-1);
    const said = `${label}: ${missing ?? (value === undefined ? 'no values' : short(value))}`;
    return [
      element('rect', { x, y: y - 8, width: 9, height: 9, fill: colour }),
      element('text', { x: x + 13, y }, text(said.length > room ? `${said.slice(0, room - 1)}…` : said)),
    ];
  });
}
