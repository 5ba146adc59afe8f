import { EVERY_ALARM } from '../../lib/alarms/catalogue';
import { PROBE_QUERIES } from '../../lib/dashboards/probe-queries';
import { GENERAL_QUERIES, REGION_QUERIES } from '../../lib/dashboards/region-queries';
import { bodies } from '../lib/dashboards/bodies';
import { problemWith } from './commands';
import { brokenLinks, commandsOf, nameOf, readPage, runbooks, sectionsOf } from './pages';

const PAGES = runbooks();
const INDEX = readPage('docs/runbooks/README.md');
const TELLING = EVERY_ALARM.filter(({ severity }) => severity !== 'part');

/** What every runbook answers, in the order in which somebody who is woken asks. */
const SECTIONS = [
  'Meaning',
  'First look',
  'Safe actions',
  'How to tell that it is over',
  'Whom to call',
  'What to tell customers',
];

/** Short enough to be read at night. */
const MOST_LINES = 90;

test('every alarm has a runbook, and every runbook has an alarm', () => {
  const wanted = new Set(EVERY_ALARM.map(({ runbook }) => runbook));
  expect(new Set(PAGES.map(nameOf))).toEqual(wanted);
});

describe.each(PAGES.map((page) => [nameOf(page), page] as const))('%s', (name, page) => {
  const head = page.text.slice(0, page.text.indexOf('## '));
  const alarms = TELLING.filter(({ runbook }) => runbook === name);

  test('has all sections in their order, none of them empty', () => {
    const sections = sectionsOf(page);
    expect([...sections.keys()]).toEqual(SECTIONS);
    for (const text of sections.values()) expect(text).toMatch(/\w{3}/);
  });

  test('is called like its alarm and says who hears of it', () => {
    expect(head.startsWith(`# ${name}\n`)).toBe(true);
    for (const { severity } of alarms) expect(head.toLowerCase()).toContain(severity);
  });

  test('names all that keeps its alarm quiet, its own alarms aside', () => {
    const causes = alarms
      .flatMap(({ suppressedBy }) => suppressedBy)
      .filter((cause) => !cause.startsWith(name));
    const missing = causes.filter((cause) => !head.includes(`(${runbookOf(cause)}.md)`));
    expect(missing).toEqual([]);
    expect(causes.length > 0).toBe(/ quiet while |Quiet while /.test(head));
  });

  test('orders its looks and actions, says what not to do, and is short', () => {
    const { 'First look': look = '', 'Safe actions': actions = '' } = Object.fromEntries(sectionsOf(page));
    expect(look).toMatch(/^1\. /);
    expect(actions).toMatch(/^1\. /m);
    expect(actions).toMatch(/\*\*Do not\*\*\n\n- \w/);
    expect(page.text.split('\n').length).toBeLessThanOrEqual(MOST_LINES);
  });

  test('names the saved query of its own at first look, and says what it shows', () => {
    const look = sectionsOf(page).get('First look') ?? '';
    expect(look).toMatch(new RegExp(`[Ss]aved query \`holdfast/${name}\`[^:\\n]*: \\S`));
  });
});

describe.each([...PAGES, INDEX].map((page) => [nameOf(page), page] as const))('%s', (_, page) => {
  test('names commands that exist, as they are called', () => {
    const problems = commandsOf(page).flatMap((command) => {
      const problem = problemWith(command);
      return problem === undefined ? [] : [`${command}: ${problem}`];
    });
    expect(problems).toEqual([]);
  });

  test('links to pages and places that exist', () => {
    expect(brokenLinks(page)).toEqual([]);
  });

  test('names saved queries, dashboards and rows that exist', () => {
    const queries = [...page.text.matchAll(/`holdfast\/([\w-]+)`/g)].map(([, query]) => query);
    expect(queries.filter((query) => !QUERIES.has(String(query)))).toEqual([]);
    const dashboards = [...page.text.matchAll(/`holdfast-(\$\w+|regions|business)`/g)].map(([, of]) => of);
    expect(dashboards.filter((of) => !DASHBOARDS.has(String(of)))).toEqual([]);
    expect(rowsIn(page.text).filter((row) => !ROWS.has(row))).toEqual([]);
  });
});

test('every runbook has a saved query that is called like it, and every such query a runbook', () => {
  expect(ONE_EACH.map(({ name }) => name).sort()).toEqual(PAGES.map(nameOf).sort());
});

test('a saved query for no single runbook is named by one all the same', () => {
  const texts = PAGES.map(({ text }) => text).join('\n');
  expect(GENERAL_QUERIES.filter(({ name }) => !texts.includes(`\`holdfast/${name}\``))).toEqual([]);
});

describe('the index', () => {
  const linksBelow = (from: string, to: string) => {
    const part = INDEX.text.slice(INDEX.text.indexOf(from), INDEX.text.indexOf(to));
    return new Set([...part.matchAll(/^\| \[[\w-]+\]\(([\w-]+)\.md\)/gm)].map(([, name]) => String(name)));
  };
  const runbooksOf = (severity: string) =>
    new Set(TELLING.filter((alarm) => alarm.severity === severity).map(({ runbook }) => runbook));

  test('lists what pages under pages, and all others under tickets', () => {
    const pages = runbooksOf('page');
    expect(linksBelow('## Pages', '## Tickets')).toEqual(pages);
    expect(linksBelow('## Tickets', '## Contacts')).toEqual(
      new Set([...runbooksOf('ticket')].filter((name) => !pages.has(name))),
    );
  });
});

test('what alarms say names commands that exist', () => {
  const commands = EVERY_ALARM.flatMap(({ first, meaning }) =>
    commandsOf({ file: '', text: `${first} ${meaning}` }),
  );
  const problems = commands.map((command) =>
    problemWith(command.startsWith('npm run ops') ? `${command} --aws` : command),
  );
  expect(problems.filter((problem) => problem !== undefined)).toEqual([]);
});

test('what alarms say names saved queries that exist, and those that their runbooks name', () => {
  const named = EVERY_ALARM.flatMap(({ name, runbook, first, meaning }) =>
    [...`${first} ${meaning}`.matchAll(/saved quer(?:y ([\w-]+)|)/g)].map(([, query = 'none']) => ({
      name,
      query,
      told: readPage(`docs/runbooks/${runbook}.md`).text.includes(`\`holdfast/${query}\``),
    })),
  );
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter(({ query, told }) => !QUERIES.has(query) || !told)).toEqual([]);
});

test('what is rehearsed tells somebody, goes back by itself, and keeps nobody quiet', () => {
  const rehearsed = commandsOf(INDEX).flatMap((command) =>
    [...command.matchAll(/set-alarm-state .*--alarm-name holdfast-([\w-]+)/g)].map(([, name]) =>
      TELLING.find((alarm) => alarm.name === name),
    ),
  );
  expect(rehearsed.map((alarm) => [alarm?.severity, alarm?.composite])).toEqual([
    ['page', false],
    ['ticket', false],
  ]);
  const causes = EVERY_ALARM.flatMap(({ suppressedBy }) => suppressedBy);
  expect(rehearsed.filter((alarm) => alarm === undefined || causes.includes(alarm.name))).toEqual([]);
});

const ONE_EACH = [...REGION_QUERIES, ...PROBE_QUERIES];
const QUERIES = new Set([...ONE_EACH, ...GENERAL_QUERIES].map(({ name }) => name));
const DASHBOARDS = new Set(['regions', 'business', '$REGION', '$OTHER']);
const ROWS = new Set(
  bodies().flatMap(({ widgets }) =>
    widgets.flatMap(({ properties: { markdown = '' } }) => /^## (.+)/.exec(markdown)?.[1] ?? []),
  ),
);

/** What stands in quotes after `row` or `rows`: `rows "Checkout" and "Browsing"`. */
const rowsIn = (text: string): string[] =>
  [...text.matchAll(/\b[Rr]ows? ((?:"[^"]+"(?:, | and )?)+)/g)].flatMap(([, list]) =>
    [...String(list).matchAll(/"([^"]+)"/g)].map(([, row]) => String(row)),
  );

function runbookOf(alarm: string): string {
  const entry = EVERY_ALARM.find(({ name }) => name === alarm);
  if (entry === undefined) throw new Error(`there is no alarm ${alarm}`);
  return entry.runbook;
}
