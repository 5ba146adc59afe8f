import { readdirSync } from 'node:fs';
import * as path from 'node:path';
import { problemWith } from './commands';
import { commandsOf, readPage, ROOT, runbooks, sectionsOf } from './pages';

const DOCS = readdirSync(path.join(ROOT, 'docs'))
  .filter((file) => file.endsWith('.md'))
  .map((file) => readPage(`docs/${file}`));
const INDEX = readPage('docs/runbooks/README.md');
const PAGES = [readPage('README.md'), readPage('CONTRIBUTING.md'), ...DOCS, INDEX, ...runbooks()];

test('no page deploys past the error budgets, whose gate is npm run deploy', () => {
  expect(PAGES.length).toBeGreaterThan(50);
  expect(PAGES.filter(({ text }) => text.includes('npx cdk deploy')).map(({ file }) => file)).toEqual([]);
});

test('no page takes the tracked configuration back with the code', () => {
  const taken = PAGES.flatMap((page) =>
    commandsOf(page).filter((command) => /^git (checkout|reset|switch|revert) /.test(command)),
  );
  expect(taken).toEqual([]);
});

test('rolling back deploys the code of before with the configuration of today, from a directory of its own', () => {
  const commands = commandsOf({ file: '', text: sectionsOf(INDEX).get('Roll back') ?? '' });
  expect(commands[0]).toBe('CONFIG=$(realpath "${HOLDFAST_CONFIG:-holdfast.config.json}")');
  expect(commands[1]).toBe('git worktree add --detach ../rollback v1.2.3');
  expect(commands[2]).toMatch(
    /^\(cd \.\.\/rollback && npm ci && HOLDFAST_CONFIG=\$CONFIG npm run deploy -- .+\)$/,
  );
});

test.each([
  ['npx cdk deploy HoldfastRegion-$REGION', 'runbooks use npx cdk diff alone'],
  ['(cd x && npm ci && A=b npm run deploy -- HoldfastRegion-$REGION)', 'refused while a budget is spent'],
  ['npm run deploy -- HoldfastRegion-eu-west-1 --override "a reason"', 'no stack or flag HoldfastRegion-eu'],
  ['npm run deploy -- --all --override', '--override has no value'],
  ['npm run deploy HoldfastData', 'takes its arguments after --'],
])('%s is found wrong', (command, problem) => {
  expect(problemWith(command)).toContain(problem);
});
