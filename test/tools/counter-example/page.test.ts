import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withFigures } from '../../../tools/counter-example/page';

const DOCS = join(__dirname, '..', '..', '..', 'docs');
const page = readFileSync(join(DOCS, 'counter-example.md'), 'utf8');
const chart = readFileSync(join(DOCS, 'counter-example.svg'), 'utf8');

it('replaces the figures and nothing else', () => {
  const before = 'Above.\n\n<!-- npm run counter-example -->\n\nold\n\n<!-- end -->\n\nBelow.\n';
  expect(withFigures(before, ['new', '', '| a |'])).toBe(
    'Above.\n\n<!-- npm run counter-example -->\n\nnew\n\n| a |\n\n<!-- end -->\n\nBelow.\n',
  );
});

it('leaves a page alone that has no place for them', () => {
  expect(withFigures('A page.\n<!-- end -->\n', ['new'])).toBeNull();
  expect(withFigures('<!-- npm run counter-example -->\nA page.\n', ['new'])).toBeNull();
});

describe('docs/counter-example.md', () => {
  /** Cells of its table: lag, sold, oversold, left, and Holdfast's sold, oversold, audit. */
  const rows = [...page.slice(0, page.indexOf('<!-- end -->')).matchAll(/^\| +(\d.*) \|$/gm)].map(
    ([, row = '']) => row.split('|').map((cell) => cell.trim()),
  );

  it('shows the same figures as the chart', () => {
    const figures = rows.map(
      ([lag, , textbook, , , holdfast]) => `${lag}: textbook ${textbook}, Holdfast ${holdfast}`,
    );
    expect(figures.length).toBeGreaterThan(5);
    expect(chart).toContain(`${figures.join('; ')}.</desc>`);
  });

  it('shows that the textbook oversells at every lag but none, and Holdfast at none', () => {
    for (const [lag, , textbook, , sold, holdfast, audit] of rows) {
      expect({ lag, oversells: Number(textbook) > 0 }).toEqual({ lag, oversells: lag !== '0 ms' });
      expect([sold, holdfast, audit]).toEqual(['100', '0', '0']);
    }
  });
});
