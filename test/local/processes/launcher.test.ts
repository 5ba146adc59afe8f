import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const PROJECT = join(__dirname, '..', '..', '..');

/** Plays npm: starts the program below, whose output is its own, and waits. */
const LAUNCHER = `
  const { spawn } = require('node:child_process');
  spawn(process.execPath, ['--import', 'tsx', '-e', process.argv[1]], { stdio: ['ignore', 'inherit', 'inherit'] });
  setInterval(() => undefined, 60_000);
`;

const PROGRAM = `
  require('./local/processes/launcher').whenLauncherDies(() => process.exit());
  console.log('started');
  setInterval(() => undefined, 60_000);
`;

let launcher: ChildProcess;
afterEach(() => launcher.kill('SIGKILL'));

test('a program that npm started hears of npm’s death', async () => {
  launcher = spawn(process.execPath, ['-e', LAUNCHER, PROGRAM], {
    cwd: PROJECT,
    env: { ...process.env, npm_lifecycle_event: 'start' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const output = launcher.stdout ?? launcher;
  await once(output, 'data');
  const ended = once(output, 'close');
  launcher.kill('SIGKILL');
  await ended;
});
