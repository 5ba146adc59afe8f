import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startCloud, type LocalCloud } from './cloud';
import { openDataDirectory, type DataDirectory } from './data/data-directory';
import { whenLauncherDies } from './processes/launcher';
import { assemblyDirectory, synthesize } from './synthesis/synthesize';
import { readyLines } from './terminal/banner';
import { parseFlags, USAGE, type StartFlags } from './terminal/flags';
import { checkNodeVersion } from './terminal/node-version';
import { portsOf, takenPorts } from './terminal/ports';
import { lineLog, Progress } from './terminal/progress';

const PROJECT = join(__dirname, '..');
/** Regions of the default configuration; a third one's ports are found taken when it starts to listen. */
const USUAL_REGIONS = 2;
/** Ending takes no longer than this; then the process goes whatever is left. */
const END_LIMIT_MS = 2_000;

const writeOut = (line: string) => void process.stdout.write(`${line}\n`);
const writeError = (line: string) => void process.stderr.write(`${line}\n`);

/** A reason not to start that the person at the terminal can do something about. */
class StartRefused extends Error {
  override readonly name = 'StartRefused';
}

async function checkPorts(portBase: number): Promise<void> {
  const taken = await takenPorts(portsOf(portBase, USUAL_REGIONS));
  if (taken.length === 0) return;
  const [first] = taken;
  throw new StartRefused(
    `Port ${taken.join(', ')} is in use. End what listens there ('lsof -i :${first}' names it), ` +
      `or choose other ports: npm start -- --port-base ${portBase + 1_000}`,
  );
}

function openNamedDirectory({ dataDirectory }: StartFlags): DataDirectory | undefined {
  if (dataDirectory === undefined) return undefined;
  // npm runs scripts in the project's directory and tells where it was called from.
  return openDataDirectory(resolve(process.env['INIT_CWD'] ?? '.', dataDirectory));
}

async function assemblyFor(flags: StartFlags, progress: Progress, signal: AbortSignal): Promise<string> {
  const directory = await assemblyDirectory(PROJECT);
  if (!flags.synthesize) {
    if (existsSync(join(directory, 'manifest.json'))) return directory;
    throw new StartRefused(
      `--no-synth needs templates, and ${directory} has none: run 'npm run synth' first.`,
    );
  }
  progress.step('synthesizing the app …');
  const synthesis = await synthesize({ project: PROJECT, signal });
  progress.step(
    synthesis.kind === 'made' ? 'templates synthesized' : 'templates unchanged since the last start',
  );
  return synthesis.directory;
}

async function start(flags: StartFlags, signal: AbortSignal): Promise<LocalCloud> {
  const startedAt = Date.now();
  const progress = new Progress(writeOut, () => new Date());
  await checkPorts(flags.portBase);
  const cloud = await startCloud({
    ...flags,
    directory: openNamedDirectory(flags),
    project: PROJECT,
    assemblyDirectory: await assemblyFor(flags, progress, signal),
    step: (message) => {
      signal.throwIfAborted();
      progress.step(message);
    },
    log: lineLog(writeError),
  });
  const seconds = (Date.now() - startedAt) / 1_000;
  readyLines({ ...cloud.news, seconds }).forEach(writeOut);
  return cloud;
}

/** One Ctrl-C may arrive twice: from the terminal, and passed on by npm and tsx. */
const SAME_KEY_PRESS_MS = 300;

/** Resolves with the exit code when the cloud is to end; a second Ctrl-C ends the process at once. */
function untilEnd(): Promise<number> {
  return new Promise((resolve) => {
    let first: number | undefined;
    const onSignal = () => {
      first ??= Date.now();
      if (Date.now() - first > SAME_KEY_PRESS_MS) process.exit(130);
      resolve(0);
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
    whenLauncherDies(() => resolve(1));
    process.on('uncaughtException', (error) => {
      explainFailure(error);
      resolve(1);
    });
  });
}

/** Ends everything that was started, or the process alone when that takes too long. */
async function end(starting: Promise<LocalCloud>, exitCode: number): Promise<never> {
  writeOut('ending …');
  setTimeout(() => process.exit(exitCode || 1), END_LIMIT_MS);
  const cloud = await starting;
  await cloud.close();
  process.exit(exitCode);
}

/** Errors whose message is meant for the person at the terminal; any other is a bug and shows its stack. */
const EXPLAINED = [
  'StartRefused',
  'DataDirectoryError',
  'SynthesisError',
  'AssemblyError',
  'GatewayTemplateError',
];

function explainFailure(error: unknown): void {
  const explained = error instanceof Error && EXPLAINED.includes(error.name);
  const text = error instanceof Error ? (explained ? error.message : error.stack) : String(error);
  writeError(text ?? '');
}

function main(): void {
  const tooOld = checkNodeVersion(process.version);
  const parsed = parseFlags(process.argv.slice(2));
  if (tooOld !== undefined || parsed.kind === 'refused') {
    writeError(tooOld ?? (parsed.kind === 'refused' ? `${parsed.message}\n\n${USAGE}` : ''));
    process.exit(2);
  }
  if (parsed.kind === 'help') {
    writeOut(USAGE);
    return;
  }
  const giveUp = new AbortController();
  const starting = start(parsed.flags, giveUp.signal);
  starting.catch((error: unknown) => {
    if (!giveUp.signal.aborted) explainFailure(error);
    process.exit(1);
  });
  void untilEnd().then((exitCode) => {
    giveUp.abort();
    return end(starting, exitCode);
  });
}

main();
