import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCost } from '../../../tools/cost/command';
import { fakeWorld } from '../support/fake-world';

const FILE = join(__dirname, '..', '..', '..', 'docs', 'deploy.md');

/** What stands in the document between a marker that names the command and the end of its output. */
function shownBy(command: string): string {
  const [, after] = readFileSync(FILE, 'utf8').split(`<!-- ${command} -->\n`);
  return after?.split('<!-- end -->')[0]?.trim() ?? `docs/deploy.md has no <!-- ${command} -->`;
}

it.each([
  ['npm run cost', []],
  ['npm run cost -- --assumptions', ['--assumptions']],
  ['npm run cost -- --prices', ['--prices']],
])('docs/deploy.md shows what `%s` prints', async (command, argv) => {
  const world = fakeWorld();

  expect(await runCost(argv, world)).toBe(0);

  expect(shownBy(command)).toBe(world.outLines.join('\n'));
});
