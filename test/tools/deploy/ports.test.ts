import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { processPorts } from '../../../tools/deploy/ports';
import { scratchDirectory } from '../../support/scratch-directory';

const ports = processPorts();
afterAll(() => ports.close());

it.each([0, 3])('a command that ends with %d', async (code) => {
  const command = [process.execPath, '-e', `process.exit(${code})`];
  expect(await ports.run(command)).toEqual({ kind: 'exit', code });
});

it('a command that Ctrl-C ends', async () => {
  const command = [process.execPath, '-e', "process.kill(process.pid, 'SIGINT')"];
  expect(await ports.run(command)).toEqual({ kind: 'interrupted' });
});

it('a command that does not exist', async () => {
  await expect(ports.run([join(scratchDirectory(), 'no-such-command')])).rejects.toThrow('ENOENT');
});

it('a person has a name, and no address', async () => {
  const who = await ports.who();
  expect(who).not.toBe('');
  expect(who).not.toContain('\n');
});

it('lines are added to a file, whose directory is made', () => {
  const file = join(scratchDirectory(), '.holdfast', 'overrides.ndjson');
  ports.appendLine(file, '1');
  ports.appendLine(file, '2');
  expect(readFileSync(file, 'utf8')).toBe('1\n2\n');
});
