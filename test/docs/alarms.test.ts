import {
  BURN_WINDOWS,
  budgetSpent,
  FAST_BURN,
  FEWEST_BAD_EVENTS,
  SLOW_BURN,
} from '../../lib/alarms/burn-rates';
import { EVERY_ALARM } from '../../lib/alarms/catalogue';
import { SUPPRESSIONS } from '../../lib/alarms/suppression';
import { objectivesOf, STOCK_INTEGRITY, WINDOW_DAYS } from '../../lib/objectives/objectives';
import { configuration } from '../lib/synthesized';
import { brokenLinks, readPage, sectionsOf } from './pages';

const PAGE = readPage('docs/alarms.md');
const SECTIONS = sectionsOf(PAGE);
const CONFIG = configuration();
const OBJECTIVES = objectivesOf(CONFIG, { apiName: 'a', stageName: 's' });

/** Rows of the first table of a section, each as its cells, without the head. */
function tableOf(section: string): readonly (readonly string[])[] {
  const lines = (SECTIONS.get(section) ?? '').split('\n');
  const from = lines.findIndex((line) => /^\| -/.test(line));
  const after = lines.slice(from + 1);
  const to = after.findIndex((line) => !line.startsWith('|'));
  return after.slice(0, to === -1 ? undefined : to).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const codes = (text = ''): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => String(code));

test('lists every alarm that tells somebody, with severity and runbook', () => {
  const listed = tableOf('All alarms').map(([name, severity, , , runbook]) => [
    codes(name)[0],
    severity,
    runbook,
  ]);
  const telling = EVERY_ALARM.filter(({ severity }) => severity !== 'part');
  expect(listed.sort()).toEqual(
    telling
      .map(({ name, severity, runbook }) => [name, severity, `[${runbook}](runbooks/${runbook}.md)`])
      .sort(),
  );
});

test('says of each alarm what it watches and which fault it is for', () => {
  for (const [, , watches, fault] of tableOf('All alarms')) {
    expect(watches).toMatch(/\w{2}/);
    expect(fault).toMatch(/\w{2}/);
  }
});

test('lists every objective with the target that it has unless it is configured', () => {
  const listed = tableOf('Objectives').map(([name, , , target]) => [codes(name)[0], target]);
  expect(listed).toEqual([
    ...OBJECTIVES.map(({ name, target }) => [name, `${target} %`]),
    [STOCK_INTEGRITY.name, 'none at all'],
  ]);
});

describe('burn rates', () => {
  const availability = CONFIG.objectives.availability;
  const HOUR = 3600;
  const inWords = (seconds: number): string => {
    const [unit, size] =
      seconds < HOUR ? ['minute', 60] : seconds < 24 * HOUR ? ['hour', HOUR] : ['day', 24 * HOUR];
    const count = seconds / size;
    return `${count} ${unit}${count === 1 ? '' : 's'}`;
  };

  test('are those of the alarms, with the figures that follow for the target of availability', () => {
    const listed = tableOf('Burn rates').map(([, rate, long, short, share, spent]) => [
      rate,
      long,
      short,
      share,
      spent?.replace(' of the budget', ''),
    ]);
    expect(listed).toEqual(
      [...FAST_BURN, ...SLOW_BURN].map(({ short, long }) => [
        String(long.rate),
        inWords(long.seconds),
        inWords(short.seconds),
        `${Math.round(long.rate * (100 - availability) * 1e6) / 1e6} %`,
        `${Math.round(budgetSpent(long, WINDOW_DAYS))} %`,
      ]),
    );
  });

  test('last as long as the page says', () => {
    const days = (text = '') => (text.endsWith('hours') ? parseInt(text, 10) / 24 : parseInt(text, 10));
    for (const [, rate, , , , , gone] of tableOf('Burn rates'))
      expect(days(gone)).toBeCloseTo(WINDOW_DAYS / Number(rate), 1);
  });

  test('need as many bad events as the page says', () => {
    expect(FEWEST_BAD_EVENTS).toBe(3);
    expect(SECTIONS.get('Burn rates')).toMatch(/fewer than\s+three bad events/);
  });

  test('are windows of minutes to days, each a part of a pair', () => {
    expect(BURN_WINDOWS).toHaveLength(2 * tableOf('Burn rates').length);
  });
});

test('lists who is quiet because of whom, slow burns aside', () => {
  const pairs = (followers: readonly string[], causes: readonly string[]) =>
    followers.flatMap((follower) => causes.map((cause) => `${follower} < ${cause}`));
  const listed = tableOf('Who is quiet because of whom').flatMap(([quiet, rings]) =>
    pairs(codes(quiet), codes(rings)),
  );
  const held = SUPPRESSIONS.flatMap(({ followers, causes }) =>
    pairs(
      followers.filter((follower) => !follower.endsWith('-slow-burn')),
      causes,
    ),
  );
  expect(listed.sort()).toEqual(held.sort());
});

test('has a place for the table of the drill', () => {
  expect(PAGE.text).toMatch(/<!-- drill:begin -->[\s\S]*<!-- drill:end -->/);
});

test.each(['docs/alarms.md', 'docs/operations.md'])('%s links to places that exist', (file) => {
  expect(brokenLinks(readPage(file))).toEqual([]);
});
