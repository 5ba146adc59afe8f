import { spawn } from 'node:child_process';
import { join } from 'node:path';

const PROJECT = join(__dirname, '..', '..');

/** Writes far more than a pipe holds, line by line, and ends with code 3. */
const TALKATIVE = `import('./tools/world.ts').then(async ({ processWorld }) => {
  const { terminal, sleep } = processWorld();
  for (let line = 0; line < 200; line++) {
    terminal.out('x'.repeat(1000));
    await sleep(0);
  }
  process.exitCode = 3;
})`;

test('a tool goes on to its end when nobody reads on, as with `| head`', async () => {
  const tool = spawn(process.execPath, ['--import', 'tsx', '-e', TALKATIVE], { cwd: PROJECT });
  let errors = '';
  tool.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  tool.stdout.once('data', () => tool.stdout.destroy());
  const code = await new Promise((resolve) => tool.on('close', resolve));
  expect({ code, errors }).toEqual({ code: 3, errors: '' });
});
