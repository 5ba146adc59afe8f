import { ticks } from '../../../tools/counter-example/axis';
import { drawChart } from '../../../tools/counter-example/chart';
import { element, text } from '../../../tools/counter-example/svg';
import { reportOf, resultOf, tallyOf } from './samples';

/** Height and name of every bar, in the order of the lags. */
function barsIn(svg: string): readonly (readonly [design: string, height: number])[] {
  const bars = svg.matchAll(
    /<rect class="(textbook|holdfast)" x="[\d.]+" y="[\d.]+" width="[\d.]+" height="([\d.]+)"\/>/g,
  );
  return [...bars].map(([, design = '', height]) => [design, Number(height)]);
}

const chart = drawChart(reportOf(resultOf(0, 0), resultOf(50, 40), resultOf(5_000, 160)));

it('draws bars as high as the units sold beyond the stock', () => {
  const heights = barsIn(chart).map(([, height]) => height);

  expect(barsIn(chart).map(([design]) => design)).toEqual([
    'textbook',
    'holdfast',
    'textbook',
    'holdfast',
    'textbook',
    'holdfast',
  ]);
  expect((heights[4] ?? 0) / (heights[2] ?? 1)).toBeCloseTo(4, 1);
});

it('shows a bar of nothing, too, and says 0', () => {
  const [textbook, holdfast] = barsIn(chart);
  expect(textbook).toEqual(['textbook', 3]);
  expect(holdfast).toEqual(['holdfast', 3]);
  expect(chart.match(/class="value"[^>]*>0</g)).toHaveLength(4);
});

it('would show that Holdfast oversold', () => {
  const [, holdfast] = barsIn(drawChart(reportOf(resultOf(50, 40, { holdfast: tallyOf(80) }))));
  expect(holdfast?.[1]).toBeGreaterThan(100);
});

it('tells readers who do not see it what it shows', () => {
  expect(chart).toContain('role="img" aria-labelledby="counter-example-title counter-example-desc"');
  expect(chart).toContain(
    '<title id="counter-example-title">Units sold beyond the stock, by replication lag</title>',
  );
  expect(chart).toContain(
    '0 ms: textbook 0, Holdfast 0; 50 ms: textbook 40, Holdfast 0; 5 s: textbook 160, Holdfast 0.',
  );
});

it('names both axes and has colours for dark backgrounds', () => {
  expect(chart).toContain('>replication lag</text>');
  expect(chart).toContain('>units sold beyond the stock</text>');
  expect(chart).toContain('prefers-color-scheme: dark');
});

it('keeps everything within the picture', () => {
  const xs = [...chart.matchAll(/ (?:x|x1|x2)="([\d.-]+)"/g)].map(([, x]) => Number(x));
  const ys = [...chart.matchAll(/ (?:y|y1|y2)="([\d.-]+)"/g)].map(([, y]) => Number(y));
  expect([Math.min(...xs, ...ys), Math.max(...xs), Math.max(...ys)]).toEqual([0.5, 736, 414]);
});

it.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [8, [0, 2, 4, 6, 8]],
  [100, [0, 20, 40, 60, 80, 100]],
  [154, [0, 50, 100, 150, 200]],
  [1_001, [0, 500, 1_000, 1_500]],
])('marks the axis up to %i at round units', (most, expected) => {
  expect(ticks(most)).toEqual(expected);
});

it('writes elements whatever stands in them', () => {
  expect(element('text', { x: 1.26, class: 'a"b' }, text('1 < 2 & 3'))).toBe(
    '<text x="1.3" class="a&quot;b">1 &lt; 2 &amp; 3</text>',
  );
  expect(element('line', { x1: 1 })).toBe('<line x1="1"/>');
});
