import { COUNTS, GAUGES } from '../../lib/objectives/metrics';
import { BROWSE_METHODS, CHECKOUT_METHODS, HEALTH_METHOD } from '../../lib/objectives/objectives';
import { ROUTES } from '../../lib/region/routes';
import { PRICES } from '../../tools/cost/prices';
import { readPage, sectionsOf } from './pages';

const SECTIONS = sectionsOf(readPage('docs/telemetry.md'));

/** Names in the first cells of the table in a section. */
function namesIn(section = ''): string[] {
  const cells = section.split('\n').flatMap((line) => /^\| (`[^|]+?) *\|/.exec(line)?.[1] ?? []);
  return cells.flatMap((cell) => cell.split(', ').map((name) => name.replaceAll('`', '')));
}

test.each([
  ['Counts', COUNTS],
  ['Gauges', GAUGES],
])('%s are described, each once', (heading, names) => {
  expect(namesIn(SECTIONS.get(heading)).sort()).toEqual([...names].sort());
});

test('says how many methods have detailed metrics, and what the others would cost', () => {
  const text = SECTIONS.get('Latency by route')?.replace(/\s+/g, ' ');
  const measured = [...CHECKOUT_METHODS, ...BROWSE_METHODS, HEALTH_METHOD].length;
  const others = ROUTES.length - measured;
  const dollars = others * 5 * 2 * PRICES.metrics.usd;
  expect(text).toContain(`for ${measured} of ${ROUTES.length} methods`);
  expect(text).toContain(`the other ${others} would be $${dollars} a month`);
  expect(readPage('docs/runbooks/api-slow.md').text).toContain(`of all ${ROUTES.length} routes`);
});
