import { COUNTS, GAUGES } from '../../lib/objectives/metrics';
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
