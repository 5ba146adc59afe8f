import { element, text } from '../counter-example/svg';
import { type Box } from './draw';
import { type Line } from './lines';
import { short } from './numbers';

/** An alarm that rings in a Region. */
export interface RingingAlarm {
  readonly region: string;
  readonly name: string;
}

const LINE = 15;

/** Headings, and text without its links. */
export function drawMarkdown(markdown: string, box: Box): string {
  const lines = markdown.split('\n').map((line) => line.replace(/\[([^\]]+)\]\([^)]*\)/g, '$1'));
  const drawn = lines.map((line, index) => {
    const heading = line.startsWith('#');
    const place = { x: box.x + 4, y: box.y + 20 + index * 22 };
    return element('text', heading ? { class: 'heading', ...place } : place, text(line.replace(/^#+ /, '')));
  });
  return element('g', {}, ...drawn);
}

/** How many ring, and which. */
export function drawAlarms(
  arns: readonly string[],
  ringing: readonly RingingAlarm[],
  box: Box,
): readonly string[] {
  const shown = arns
    .map((arn) => arn.split(':'))
    .map((parts) => ({ region: parts[3], name: parts.at(-1) ?? '' }));
  const rings = shown.filter(({ region, name }) =>
    ringing.some((alarm) => alarm.region === region && alarm.name === name),
  );
  const summary =
    rings.length === 0 ? `none of ${shown.length} rings` : `${rings.length} of ${shown.length} ring:`;
  const rows = Math.floor((box.height - 44) / LINE);
  const listed = rings.map(({ name }, index) => {
    const x = box.x + 8 + Math.floor(index / rows) * 260;
    const y = box.y + 54 + (index % rows) * LINE;
    return element(
      'g',
      {},
      element('circle', { cx: x + 4, cy: y - 4, r: 4, fill: '#D55E00' }),
      element('text', { x: x + 13, y }, text(name)),
    );
  });
  return [element('text', { x: box.x + 8, y: box.y + 36 }, text(summary)), ...listed];
}

/** The sum of the whole time, large. */
export function drawNumber([line]: readonly Line[], box: Box): readonly string[] {
  const value = [...(line?.series.values() ?? [])].reduce((sum, each) => sum + each, 0);
  const place = { class: 'large', x: box.x + 8, y: box.y + box.height / 2 + 24, fill: line?.colour ?? '' };
  return [element('text', place, text(short(value)))];
}

/** Maximum and average of each line. */
export function drawTable(lines: readonly Line[], box: Box): readonly string[] {
  const right = [box.x + box.width - 70, box.x + box.width - 10] as const;
  const cell = (x: number, y: number, content: string, quiet: boolean) =>
    element('text', { class: quiet ? 'right quiet' : 'right', x, y }, text(content));
  const head = box.y + 36;
  return [
    cell(right[0], head, 'max', true),
    cell(right[1], head, 'avg', true),
    ...lines.flatMap(({ label, series }, index) => {
      const values = [...series.values()];
      const y = head + (index + 1) * LINE + 2;
      const average = values.reduce((sum, each) => sum + each, 0) / values.length;
      const shown = values.length === 0 ? ['–', '–'] : [short(Math.max(...values)), short(average)];
      return [
        element('text', { x: box.x + 8, y }, text(label)),
        cell(right[0], y, shown[0] ?? '', false),
        cell(right[1], y, shown[1] ?? '', false),
      ];
    }),
  ];
}
