import { ticks } from './axis';
import { type LagResult } from './measure';
import { type CounterExampleReport, describeLag } from './report';
import { element, text } from './svg';

const WIDTH = 760;
const HEIGHT = 440;
/** The plot, within the picture. */
const PLOT = { left: 72, right: WIDTH - 24, top: 124, bottom: HEIGHT - 72 };
/** The band of usual lags begins above the plot, with its name. */
const BAND_TOP = 98;
/** A bar of nothing is drawn this high, so that one sees that it is there. */
const LEAST_BAR = 3;
/** The share of a lag's slot that one bar takes; two stand side by side. */
const BAR_SHARE = 0.3;

/** "Typically within a second or less" ("How DynamoDB global tables work", DynamoDB developer guide). */
const USUAL_LAG_MS = 1_000;

/** Both colour schemes have at least 4.5 : 1 between text and ground (WCAG 2.2, 1.4.3). */
const STYLE = `
  .ground { fill: #ffffff; stroke: #d0d7de }
  .usual { fill: #f0f3f6 }
  .grid { stroke: #d8dee4 }
  .axis { stroke: #57606a }
  .twice { stroke: #57606a; stroke-dasharray: 5 4 }
  .textbook { fill: #c2410c }
  .holdfast { fill: #0f766e }
  text { fill: #1f2328; font: 13px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif }
  .heading { font-size: 17px; font-weight: 600 }
  .value { font-weight: 600; paint-order: stroke; stroke: #ffffff; stroke-width: 4px; stroke-linejoin: round }
  .quiet { fill: #57606a; font-size: 12px }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117; stroke: #30363d }
    .usual { fill: #161b22 }
    .grid { stroke: #262c34 }
    .axis, .twice { stroke: #8b949e }
    .textbook { fill: #fb923c }
    .holdfast { fill: #2dd4bf }
    .value { stroke: #0d1117 }
    text { fill: #e6edf3 }
    .quiet { fill: #9ea7b3 }
  }
`;

/** Where values stand in the plot. */
interface Scale {
  readonly slot: number;
  readonly ticks: readonly number[];
  /** Left edge of the slot of this index. */
  readonly x: (index: number) => number;
  /** Height of this many units. */
  readonly y: (units: number) => number;
}

function scaleFor({ results, traffic }: CounterExampleReport): Scale {
  const oversold = results.flatMap(({ textbook, holdfast }) => [textbook.oversold, holdfast.oversold]);
  const marks = ticks(Math.max(traffic.units, ...oversold));
  const top = marks.at(-1) ?? 1;
  const slot = (PLOT.right - PLOT.left) / results.length;
  return {
    slot,
    ticks: marks,
    x: (index) => PLOT.left + index * slot,
    y: (units) => PLOT.bottom - (units / top) * (PLOT.bottom - PLOT.top),
  };
}

/** The chart as an SVG file: units sold beyond the stock by replication lag, for both designs. */
export function drawChart(report: CounterExampleReport): string {
  const scale = scaleFor(report);
  const lines = [
    element('title', { id: 'counter-example-title' }, text(TITLE)),
    element('desc', { id: 'counter-example-desc' }, text(describe(report))),
    element('style', {}, STYLE),
    element('rect', { class: 'ground', x: 0.5, y: 0.5, width: WIDTH - 1, height: HEIGHT - 1, rx: 8 }),
    ...usualLags(report.results, scale),
    ...heading(report),
    ...grid(scale),
    soldTwice(report, scale),
    ...report.results.flatMap((result, index) => bars(result, scale, index)),
    ...axes(report.results, scale),
  ];
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    width: WIDTH,
    height: HEIGHT,
    role: 'img',
    'aria-labelledby': 'counter-example-title counter-example-desc',
  };
  return `${element('svg', attributes, '\n', lines.join('\n'), '\n')}\n`;
}

const TITLE = 'Units sold beyond the stock, by replication lag';

function describe({ results, traffic }: CounterExampleReport): string {
  const each = results.map(
    ({ lagMs, textbook, holdfast }) =>
      `${describeLag(lagMs)}: textbook ${textbook.oversold}, Holdfast ${holdfast.oversold}`,
  );
  return `Of ${traffic.units} units on sale in two Regions, each design sold this many too many. ${each.join('; ')}.`;
}

function heading({ traffic }: CounterExampleReport): readonly string[] {
  const { units, buyers, rate } = traffic;
  const about = `${units} units on sale in both Regions, ${buyers} buyers, ${rate} a second`;
  const key = (x: number, design: string, name: string) => [
    element('rect', { class: design, x, y: 66, width: 12, height: 12, rx: 2 }),
    element('text', { x: x + 18, y: 77 }, text(name)),
  ];
  return [
    element('text', { class: 'heading', x: 24, y: 32 }, text(TITLE)),
    element('text', { class: 'quiet', x: 24, y: 51 }, text(about)),
    ...key(24, 'textbook', 'textbook: conditional writes, eventual consistency'),
    ...key(380, 'holdfast', 'Holdfast: stock ledger, strong consistency'),
    element('line', { class: 'twice', x1: 574, x2: 600, y1: 47, y2: 47 }),
    element('text', { class: 'quiet', x: 608, y: 51 }, text('everything sold twice')),
  ];
}

/** A band behind the lags that are usual on AWS. */
function usualLags(results: readonly LagResult[], scale: Scale): readonly string[] {
  const usual = results.flatMap(({ lagMs }, index) => (lagMs > 0 && lagMs <= USUAL_LAG_MS ? [index] : []));
  const [first] = usual;
  if (first === undefined) return [];
  const [x, width] = [scale.x(first), usual.length * scale.slot];
  const label =
    usual.length > 2 ? [element('text', { class: 'quiet', x: x + 8, y: BAND_TOP + 16 }, USUAL)] : [];
  return [
    element('rect', { class: 'usual', x, y: BAND_TOP, width, height: PLOT.bottom - BAND_TOP }),
    ...label,
  ];
}

const USUAL = text('AWS: replication typically takes a second or less');

function grid(scale: Scale): readonly string[] {
  return scale.ticks.flatMap((units) => {
    const y = scale.y(units);
    return [
      element('line', { class: 'grid', x1: PLOT.left, x2: PLOT.right, y1: y, y2: y }),
      element('text', { x: PLOT.left - 8, y: y + 4.5, 'text-anchor': 'end' }, text(String(units))),
    ];
  });
}

/** Where every unit is sold twice. */
function soldTwice({ traffic }: CounterExampleReport, scale: Scale): string {
  const y = scale.y(traffic.units);
  return element('line', { class: 'twice', x1: PLOT.left, x2: PLOT.right, y1: y, y2: y });
}

function bars({ textbook, holdfast }: LagResult, scale: Scale, index: number): readonly string[] {
  const middle = scale.x(index) + scale.slot / 2;
  const width = scale.slot * BAR_SHARE;
  const bar = (x: number, design: string, oversold: number) => {
    const height = Math.max(LEAST_BAR, PLOT.bottom - scale.y(oversold));
    const y = PLOT.bottom - height;
    const label = { class: 'value', x: x + width / 2, y: y - 6, 'text-anchor': 'middle' };
    return [
      element('rect', { class: design, x, y, width, height }),
      element('text', label, text(String(oversold))),
    ];
  };
  return [
    ...bar(middle - width - 1, 'textbook', textbook.oversold),
    ...bar(middle + 1, 'holdfast', holdfast.oversold),
  ];
}

function axes(results: readonly LagResult[], scale: Scale): readonly string[] {
  const { left, right, top, bottom } = PLOT;
  const middle = (top + bottom) / 2;
  const upwards = `rotate(-90 22 ${middle})`;
  return [
    element('line', { class: 'axis', x1: left, x2: right, y1: bottom, y2: bottom }),
    ...results.map(({ lagMs }, index) =>
      element(
        'text',
        { x: scale.x(index) + scale.slot / 2, y: bottom + 20, 'text-anchor': 'middle' },
        text(describeLag(lagMs)),
      ),
    ),
    element(
      'text',
      { x: (left + right) / 2, y: bottom + 46, 'text-anchor': 'middle' },
      text('replication lag'),
    ),
    element(
      'text',
      { x: 22, y: middle, 'text-anchor': 'middle', transform: upwards },
      text('units sold beyond the stock'),
    ),
  ];
}
