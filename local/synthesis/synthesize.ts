import { spawn } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { z } from 'zod';
import { tethered } from '../processes/tether';
import { sourceHash } from './source-hash';

/** Where the assembly is, and whether it had to be made. */
export interface Synthesis {
  readonly directory: string;
  readonly kind: 'made' | 'unchanged';
}

export interface SynthesisOptions {
  /** The project's directory, where cdk.json is. */
  readonly project: string;
  /** Ends the app when the start is given up. */
  readonly signal: AbortSignal;
}

/** The app could not be synthesized; the message holds what it printed. */
export class SynthesisError extends Error {
  override readonly name = 'SynthesisError';
}

const cdkJsonSchema = z.looseObject({
  app: z.string(),
  output: z.string().default('cdk.out'),
  context: z.record(z.string(), z.unknown()).default({}),
});

type CdkJson = z.infer<typeof cdkJsonSchema>;

/** Written beside the manifest: the sources it was made from, and its time, since `cdk synth` may replace it. */
const MARK = '.holdfast-sources';

async function readCdkJson(project: string): Promise<CdkJson> {
  const text = await readFile(join(project, 'cdk.json'), 'utf8');
  return cdkJsonSchema.parse(JSON.parse(text));
}

async function mark(directory: string, hash: string): Promise<string> {
  const manifest = await stat(join(directory, 'manifest.json')).catch(() => undefined);
  return `${hash} ${manifest?.mtimeMs ?? 'none'}`;
}

/** Runs the app itself as the CDK CLI would, which saves the seconds that the CLI takes to start. */
function runApp(cdkJson: CdkJson, directory: string, options: SynthesisOptions): Promise<void> {
  const [program = '', ...programArgs] = cdkJson.app.split(/\s+/);
  const [command, ...args] = tethered([program, ...programArgs]);
  const binaries = join(options.project, 'node_modules', '.bin');
  const app = spawn(command, args, {
    cwd: options.project,
    signal: options.signal,
    env: {
      ...process.env,
      PATH: `${binaries}${delimiter}${process.env['PATH'] ?? ''}`,
      CDK_OUTDIR: directory,
      CDK_CONTEXT_JSON: JSON.stringify(cdkJson.context),
    },
  });
  const output: string[] = [];
  app.stdout.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  app.stderr.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  return new Promise((resolve, reject) => {
    app.once('error', reject);
    app.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new SynthesisError(`'${cdkJson.app}' ended with exit code ${code}:\n${output.join('')}`));
    });
  });
}

/** Directory of the assembly that `cdk synth` writes; it may not exist yet. */
export async function assemblyDirectory(project: string): Promise<string> {
  return join(project, (await readCdkJson(project)).output);
}

/**
 * Synthesizes the app into the directory that `cdk synth` uses, unless it holds the result of the very
 * same sources already.
 *
 * @throws {@link SynthesisError} with the app's output
 */
export async function synthesize(options: SynthesisOptions): Promise<Synthesis> {
  const cdkJson = await readCdkJson(options.project);
  const directory = join(options.project, cdkJson.output);
  const hash = await sourceHash(options.project, process.env['HOLDFAST_CONFIG']);
  const found = await readFile(join(directory, MARK), 'utf8').catch(() => '');
  if (found === (await mark(directory, hash))) return { directory, kind: 'unchanged' };
  await runApp(cdkJson, directory, options);
  await writeFile(join(directory, MARK), await mark(directory, hash));
  return { directory, kind: 'made' };
}
