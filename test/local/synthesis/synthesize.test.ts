import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../../../local/synthesis/synthesize';

/** Writes an assembly, and counts how often it was run. */
const APP = `
  const fs = require('fs');
  const out = process.env.CDK_OUTDIR;
  fs.mkdirSync(out, { recursive: true });
  fs.writeFileSync(out + '/manifest.json', process.env.CDK_CONTEXT_JSON);
  fs.appendFileSync('runs', 'x');
`;

let project: string;

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'holdfast-synthesis-'));
  await mkdir(join(project, 'bin'));
  await writeFile(join(project, 'bin', 'app.js'), APP);
  await writeFile(
    join(project, 'cdk.json'),
    JSON.stringify({ app: 'node bin/app.js', context: { flag: true } }),
  );
});

afterEach(() => rm(project, { recursive: true }));

const run = () => synthesize({ project, signal: new AbortController().signal });
const runs = () => readFile(join(project, 'runs'), 'utf8');

it('runs the app with the context of cdk.json', async () => {
  const directory = join(project, 'cdk.out');

  expect(await run()).toEqual({ kind: 'made', directory });
  expect(await readFile(join(directory, 'manifest.json'), 'utf8')).toBe('{"flag":true}');
});

it('runs it again only when a source, or the assembly itself, has changed', async () => {
  await run();
  expect((await run()).kind).toBe('unchanged');
  await writeFile(join(project, 'bin', 'app.js'), `${APP} // changed`);
  expect((await run()).kind).toBe('made');
  await rm(join(project, 'cdk.out', 'manifest.json'));
  expect((await run()).kind).toBe('made');
  expect(await runs()).toBe('xxx');
});

it('fails with what the app printed', async () => {
  await writeFile(
    join(project, 'bin', 'app.js'),
    `console.error('regions: one is missing'); process.exit(1)`,
  );

  await expect(run()).rejects.toThrow(/exit code 1:\nregions: one is missing/);
});
