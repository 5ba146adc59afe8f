import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..', '..');
const TSX = require.resolve('tsx/cli');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'holdfast-bin-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the app as the CDK CLI does, which names the output directory and the context in variables. */
function runApp(environment: Readonly<Record<string, string>>) {
  const assembly = path.join(folder, 'assembly');
  const { status, stdout, stderr } = spawnSync(process.execPath, [TSX, 'bin/holdfast.ts'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], CDK_OUTDIR: assembly, ...environment },
  });
  return { status, stdout, stderr, written: readdirSync(assembly) };
}

test('a wrong configuration ends the app with a list, without a stack trace and without templates', () => {
  const file = path.join(folder, 'shop.json');
  writeFileSync(file, '{"regions": ["us-east-1", "us-west-2"], "witness": "us-east-2"}');

  const { status, stderr, stdout, written } = runApp({ HOLDFAST_CONFIG: file });

  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toBe(
    `\nThe configuration ${file} has 3 problems:\n\n` +
      '  alarms\n    found:   nothing\n    allowed: an object with these keys only: email, phone\n\n' +
      '  messages\n    found:   nothing\n    allowed: an object with these keys only: sender\n\n' +
      '  payment\n    found:   nothing\n    allowed: an object with these keys only: provider, drainPerSecond\n\n' +
      'All settings: docs/configuration.md\n\n',
  );
  expect(written).toEqual([]);
});

test('-c config=FILE comes before the variable', () => {
  const context = JSON.stringify({ config: path.join(folder, 'from-context.json') });

  const { status, stderr } = runApp({ CDK_CONTEXT_JSON: context, HOLDFAST_CONFIG: 'from-variable.json' });

  expect(status).toBe(1);
  expect(stderr).toContain('from-context.json');
  expect(stderr).not.toContain('from-variable.json');
});
