import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Command, END_WITH_PARENT, tethered } from '../../../local/processes/tether';

/** Starts the command in its arguments as the local cloud does, its output being its own, and tells its id. */
const PARENT = `
  const [file, ...args] = JSON.parse(process.argv[1]);
  const child = require('node:child_process').spawn(file, args, { stdio: ['pipe', 'inherit', 'inherit'] });
  child.on('exit', (code) => process.exit(code ?? 1));
`;

const SAYS_PID = 'console.log(process.pid)';
const WAITS = `${SAYS_PID}; setInterval(() => undefined, 60_000)`;

const node = (...args: string[]): Command => [process.execPath, ...args];

async function startUnderParent(command: Command): Promise<{ parent: ChildProcess; childId: number }> {
  const parent = spawn(process.execPath, ['-e', PARENT, JSON.stringify(command)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(parent.stdout ?? parent, 'data')) as [Buffer];
  return { parent, childId: Number(said.toString()) };
}

const isAlive = (id: number): boolean => {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
};

describe.each([
  ['a program that knows nothing of it', tethered(node('-e', WAITS))],
  ['a Node program', node(...END_WITH_PARENT, '-e', WAITS)],
])('%s', (_what, command) => {
  test('ends when its parent is killed', async () => {
    const { parent, childId } = await startUnderParent(command);
    expect(isAlive(childId)).toBe(true);
    // The output ends when nobody holds it any more, the child included.
    const outputEnded = once(parent.stdout ?? parent, 'close');
    parent.kill('SIGKILL');
    await outputEnded;
  });
});

describe('a tethered program', () => {
  test('is what the signals of its parent reach', async () => {
    const [file, ...args] = tethered(node('-e', WAITS));
    const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    expect(Number(said.toString())).toBe(child.pid);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([null, 'SIGTERM']);
  });

  test('ends by itself with its own exit code, and leaves no one behind', async () => {
    const [file, ...args] = tethered(node('-e', 'process.exit(7)'));
    const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    expect(await once(child, 'close')).toEqual([7, null]);
  });
});

test('a Node program that has nothing more to do ends as it would without', async () => {
  const [file, ...args] = node(...END_WITH_PARENT, '-e', SAYS_PID);
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  expect(await once(child, 'exit')).toEqual([0, null]);
});
