import { element, text } from '../counter-example/svg';
import { type DashboardBody, type Widget } from './body';
import { drawGraph } from './draw-graph';
import { type Line } from './lines';
import { drawAlarms, drawMarkdown, drawNumber, drawTable, type RingingAlarm } from './draw-text';

/** Pixels of a column and of a row of the grid. */
const CELL = { width: 60, height: 44 } as const;
const GRID = 24;
const GAP = 6;
const CAPTION = 34;

/** A rectangle of the picture. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A widget with what it shows. */
export interface FilledWidget {
  readonly widget: Widget;
  readonly lines: readonly Line[];
}

/** A dashboard with its figures. */
export interface Picture {
  readonly body: DashboardBody;
  readonly filled: readonly FilledWidget[];
  /** Alarms that ring, of all Regions. */
  readonly ringing: readonly RingingAlarm[];
  readonly from: number;
  readonly to: number;
  /** Where the figures come from. */
  readonly caption: string;
}

const STYLE = `
  .ground { fill: #ffffff } .card { fill: #ffffff; stroke: #d0d7de }
  .grid { stroke: #e4e8ec } .limit { stroke-dasharray: 6 4 } .line { fill: none; stroke-width: 1.8; stroke-linejoin: round }
  text { fill: #1f2328; font: 11px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif }
  .title { font-size: 12.5px; font-weight: 600 } .heading { font-size: 17px; font-weight: 600 }
  .large { font-size: 30px; font-weight: 600 } .quiet { fill: #57606a } .right { text-anchor: end }
`;

/** The picture of a dashboard as an SVG file. */
export function drawDashboard(picture: Picture): string {
  const rows = Math.max(...picture.body.widgets.map(({ y, height }) => y + height));
  const [width, height] = [GRID * CELL.width + 2 * GAP, rows * CELL.height + CAPTION + 2 * GAP];
  const parts = [
    element('title', {}, text(`${picture.body.name}, ${picture.caption}`)),
    element('style', {}, STYLE),
    element('rect', { class: 'ground', x: 0, y: 0, width, height }),
    element('text', { class: 'quiet', x: GAP + 4, y: 22 }, text(picture.caption)),
    ...picture.filled.map((filled) => drawWidget(filled, picture)),
  ];
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: 'img',
  };
  return `${element('svg', attributes, '\n', parts.join('\n'), '\n')}\n`;
}

function drawWidget({ widget, lines }: FilledWidget, picture: Picture): string {
  const box = boxOf(widget);
  const { properties } = widget;
  if (widget.type === 'text') return drawMarkdown(properties.markdown ?? '', box);
  const card = element('rect', { class: 'card', ...box, rx: 4 });
  const title = element(
    'text',
    { class: 'title', x: box.x + 8, y: box.y + 17 },
    text(properties.title ?? ''),
  );
  return element('g', {}, card, title, ...inside(widget, lines, picture, box));
}

function inside(widget: Widget, lines: readonly Line[], picture: Picture, box: Box): readonly string[] {
  if (widget.type === 'alarm') return drawAlarms(widget.properties.alarms ?? [], picture.ringing, box);
  switch (widget.properties.view) {
    case 'singleValue':
      return drawNumber(lines, box);
    case 'table':
      return drawTable(lines, box);
    default:
      return drawGraph({ properties: widget.properties, lines, from: picture.from, to: picture.to, box });
  }
}

const boxOf = ({ x, y, width, height }: Widget): Box => ({
  x: GAP + x * CELL.width + GAP / 2,
  y: CAPTION + y * CELL.height + GAP / 2,
  width: width * CELL.width - GAP,
  height: height * CELL.height - GAP,
});
